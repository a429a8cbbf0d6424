package dev.tributary.job.encode;

import dev.tributary.models.encoder.BatchingEncoder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The shared encoder's counters as gauges; every subtask of a TaskManager reports the same numbers, so take the maximum, not the sum. */
final class EncoderMetrics {
    private EncoderMetrics() {}

    /** @param version of encoder and ranker, the label {@code model} */
    static void register(MetricGroup group, BatchingEncoder encoder, String version) {
        group.addGroup("model", version).gauge("loaded", (Gauge<Integer>) () -> 1);
        group.gauge("textsEncoded", (Gauge<Long>) encoder::textsEncoded);
        group.gauge("batches", (Gauge<Long>) encoder::batches);
        group.gauge("failedBatches", (Gauge<Long>) encoder::failedBatches);
        group.gauge("encodingMs", (Gauge<Long>) encoder::encodingMs);
        group.gauge("cacheHits", (Gauge<Long>) encoder::cacheHits);
        group.gauge("diskHits", (Gauge<Long>) encoder::diskHits);
        group.gauge("waiting", (Gauge<Long>) () -> (long) encoder.waiting());
    }
}
