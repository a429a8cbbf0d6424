package dev.tributary.benchmarks.encode;

import dev.tributary.benchmarks.measure.Sample;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.vector.QuantizedVector;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Measures from the first item that enters an operator to the last that leaves it. One job at a time in this JVM. */
final class Passage {
    private static final Map<String, QuantizedVector> VECTORS = new ConcurrentHashMap<>();
    private static volatile @Nullable Stopwatch stopwatch;
    private static volatile @Nullable Sample sample;

    private Passage() {}

    static void prepare() {
        VECTORS.clear();
        stopwatch = null;
        sample = null;
    }

    static Sample sample() {
        return Objects.requireNonNull(sample, "no item passed");
    }

    /** @return what left the operator, by item */
    static Map<String, QuantizedVector> vectors() {
        return Map.copyOf(VECTORS);
    }

    /** Stands before the operator. */
    static final class Enter extends RichMapFunction<ItemEvent, ItemEvent> {
        private static final long serialVersionUID = 1;

        @Override
        public ItemEvent map(ItemEvent item) {
            if (stopwatch == null) {
                stopwatch = Stopwatch.start();
            }
            return item;
        }
    }

    /** Stands behind it. */
    record Leave(int count) implements MapFunction<EncodedItem, EncodedItem> {
        @Override
        public EncodedItem map(EncodedItem encoded) {
            VECTORS.put(encoded.item().itemId(), Objects.requireNonNull(encoded.vector(), "an item without vector"));
            if (VECTORS.size() == count) {
                sample = Objects.requireNonNull(stopwatch).stop(count);
            }
            return encoded;
        }
    }
}
