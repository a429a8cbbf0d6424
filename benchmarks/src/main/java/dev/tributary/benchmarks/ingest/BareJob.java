package dev.tributary.benchmarks.ingest;

import dev.tributary.job.JobConfig;
import dev.tributary.job.sink.KafkaSinks;
import dev.tributary.job.sink.OutgoingRecord;
import dev.tributary.job.source.KafkaSources;
import dev.tributary.job.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The limit: Kafka, keyed by user, a count in RocksDB, Kafka; no record is even decoded. With the product's own source and sink. */
final class BareJob {
    static final String INPUT = "bench.bare.behaviors";
    static final String OUTPUT = "bench.bare.counted";

    private BareJob() {}

    static void build(StreamExecutionEnvironment env, JobConfig config) {
        env.fromSource(KafkaSources.events(config.kafka(), INPUT), WatermarkStrategy.noWatermarks(), "bare read")
                .uid("bare-read")
                .keyBy(BareJob::user)
                .map(new Count())
                .uid("bare-count")
                .sinkTo(KafkaSinks.recommendations(config.kafka(), config.sink()))
                .uid("bare-sink");
    }

    private static String user(RawRecord record) {
        byte[] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    private static final class Count extends RichMapFunction<RawRecord, OutgoingRecord> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Long> count;

        @SuppressWarnings("NullAway.Init") // set in open
        private Count() {}

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public OutgoingRecord map(RawRecord record) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            return new OutgoingRecord(record.key(), record.value(), Map.of());
        }
    }
}
