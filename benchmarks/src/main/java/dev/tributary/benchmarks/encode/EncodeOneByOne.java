package dev.tributary.benchmarks.encode;

import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.interest.InterestModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is written today: one record, one call, as many at a time as there are predictors. The pools, known by name, outlive the job, so loading
 * is not measured.
 */
final class EncodeOneByOne extends RichAsyncFunction<ItemEvent, EncodedItem> {
    private static final long serialVersionUID = 1;

    private static final Map<String, BlockingQueue<TextEncoder>> POOLS = new ConcurrentHashMap<>();

    private final String pool;
    private transient @Nullable ExecutorService threads;

    EncodeOneByOne(String pool) {
        this.pool = pool;
    }

    static void openPool(String name, int size, Supplier<TextEncoder> open) {
        POOLS.put(
                name,
                new ArrayBlockingQueue<>(
                        size, false, Stream.generate(open).limit(size).toList()));
    }

    static void closePools() {
        POOLS.values().forEach(encoders -> encoders.forEach(TextEncoder::close));
        POOLS.clear();
    }

    @Override
    public void open(OpenContext context) {
        threads = Executors.newFixedThreadPool(encoders().size());
    }

    @Override
    public void asyncInvoke(ItemEvent item, ResultFuture<EncodedItem> result) {
        if (threads != null) {
            threads.execute(() -> {
                try {
                    result.complete(List.of(encode(item)));
                } catch (InterruptedException | RuntimeException failure) {
                    result.completeExceptionally(failure);
                }
            });
        }
    }

    private EncodedItem encode(ItemEvent item) throws InterruptedException {
        TextEncoder encoder = encoders().take();
        try {
            float[] vector = encoder.encode(List.of(item.text()))[0];
            return new EncodedItem(item, InterestModel.untrained(vector.length).compact(vector));
        } finally {
            encoders().add(encoder);
        }
    }

    private BlockingQueue<TextEncoder> encoders() {
        return Objects.requireNonNull(POOLS.get(pool), "the pool is not open");
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
