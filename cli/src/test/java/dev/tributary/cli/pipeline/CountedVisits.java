package dev.tributary.cli.pipeline;

import dev.tributary.job.profile.Visit;
import dev.tributary.models.interest.ItemMemory;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** How often a savepoint counts each item as visited: what the index has summed up, and the visits since. */
final class CountedVisits extends KeyedStateReaderFunction<String, Tuple2<String, Long>> {
    private static final long serialVersionUID = 1;

    private transient ValueState<ItemMemory> memory;
    private transient ListState<Visit> visits;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    private CountedVisits() {}

    /** @return by item, those that were visited */
    static Map<String, Long> in(String savepoint) throws Exception {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        var counts = new TreeMap<String, Long>();
        try (var found = SavepointReader.read(env, savepoint)
                .readKeyedState(
                        OperatorIdentifier.forUid("retrieve"),
                        new CountedVisits(),
                        Types.STRING,
                        Types.TUPLE(Types.STRING, Types.LONG))
                .executeAndCollect()) {
            found.forEachRemaining(count -> counts.put(count.f0, count.f1));
        }
        return counts;
    }

    @Override
    public void open(OpenContext context) {
        memory = getRuntimeContext().getState(new ValueStateDescriptor<>("memory", ItemMemory.class));
        visits = getRuntimeContext().getListState(new ListStateDescriptor<>("visits", Visit.class));
    }

    @Override
    public void readKey(String item, Context context, Collector<Tuple2<String, Long>> out) throws Exception {
        ItemMemory sum = memory.value();
        long count = sum == null ? 0 : sum.counts().all();
        count += StreamSupport.stream(visits.get().spliterator(), false).count();
        if (count > 0) {
            out.collect(Tuple2.of(item, count));
        }
    }
}
