package dev.tributary.job.relate;

import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.BehaviorEvent;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Attaches what is known of an item to every behavior on it, and counts its visits. State per item: {@link KnownItem}, kept until the item's
 * tombstone, and the number of visits, forgotten after {@code idle-ttl} without one.
 */
public final class RelateItem extends KeyedCoProcessFunction<String, BehaviorEvent, EncodedItem, RelatedBehavior> {
    private static final long serialVersionUID = 1;

    private final RelateConfig config;
    private transient ValueState<KnownItem> known;
    private transient ValueState<Long> visits;
    private transient Counter related;
    private transient Counter unknownItems;
    private transient Counter items;
    private transient Counter removals;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public RelateItem(RelateConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        known = getRuntimeContext().getState(new ValueStateDescriptor<>("item", KnownItem.class));
        var count = new ValueStateDescriptor<>("visits", Long.class);
        count.enableTimeToLive(StateTtlConfig.newBuilder(config.idleTtl())
                .cleanupInRocksdbCompactFilter(10_000)
                .build());
        visits = getRuntimeContext().getState(count);
        var metrics = getRuntimeContext().getMetricGroup();
        related = metrics.counter("related");
        unknownItems = metrics.counter("unknownItems");
        items = metrics.counter("items");
        removals = metrics.counter("removals");
    }

    @Override
    public void processElement1(BehaviorEvent event, Context context, Collector<RelatedBehavior> out) throws Exception {
        Long before = visits.value();
        long now = before == null ? 1 : before + 1;
        visits.update(now);
        KnownItem item = known.value();
        if (item == null) {
            unknownItems.inc();
            out.collect(new RelatedBehavior(event, "", List.of(), now, null));
        } else {
            related.inc();
            out.collect(new RelatedBehavior(event, item.title(), item.categories(), now, item.vector()));
        }
    }

    @Override
    public void processElement2(EncodedItem encoded, Context context, Collector<RelatedBehavior> out) throws Exception {
        if (encoded.item().removed()) {
            removals.inc();
            known.clear();
            visits.clear();
        } else {
            items.inc();
            known.update(new KnownItem(encoded.item().title(), encoded.item().categories(), encoded.vector()));
        }
    }
}
