package dev.tributary.benchmarks.encode;

import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.interest.InterestModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/** What is written today: one record, one call, as many at a time as there are predictors. The pool outlives the job, so loading is not measured. */
final class EncodeOneByOne extends RichAsyncFunction<ItemEvent, EncodedItem> {
    private static final long serialVersionUID = 1;

    private static @Nullable BlockingQueue<TextEncoder> pool;

    private transient @Nullable ExecutorService threads;

    static void openPool(EncoderSettings settings, int size) {
        pool = new ArrayBlockingQueue<>(size, false, open(settings, size));
    }

    private static List<TextEncoder> open(EncoderSettings settings, int size) {
        var encoders = new ArrayList<TextEncoder>();
        for (int i = 0; i < size; i++) {
            encoders.add(Encoders.open(settings));
        }
        return encoders;
    }

    static void closePool() {
        if (pool != null) {
            pool.forEach(TextEncoder::close);
            pool = null;
        }
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

    private static EncodedItem encode(ItemEvent item) throws InterruptedException {
        TextEncoder encoder = encoders().take();
        try {
            float[] vector = encoder.encode(List.of(item.text()))[0];
            return new EncodedItem(item, InterestModel.untrained(vector.length).compact(vector));
        } finally {
            encoders().add(encoder);
        }
    }

    private static BlockingQueue<TextEncoder> encoders() {
        if (pool == null) {
            throw new IllegalStateException("The pool is not open");
        }
        return pool;
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
