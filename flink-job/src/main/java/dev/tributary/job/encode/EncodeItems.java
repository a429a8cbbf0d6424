package dev.tributary.job.encode;

import dev.tributary.job.source.ItemEvent;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Encodes items. None may be lost: a text that cannot be encoded fails the job, which restarts from its checkpoint and tries again. When the
 * encoder is slow, reading of items slows down with it.
 */
public final class EncodeItems extends RichAsyncFunction<ItemEvent, EncodedItem> {
    private static final long serialVersionUID = 1;

    private final EncodeConfig config;
    private transient @Nullable Encoding encoding;

    public EncodeItems(EncodeConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        var opened = Encoding.open(config);
        encoding = opened;
        EncoderMetrics.register(getRuntimeContext().getMetricGroup(), opened.encoder());
    }

    @Override
    public void asyncInvoke(ItemEvent item, ResultFuture<EncodedItem> result) {
        if (item.text().isEmpty() || encoding == null) {
            result.complete(List.of(new EncodedItem(item, null)));
            return;
        }
        encoding.encode(item.text()).whenComplete((vector, failure) -> {
            if (failure == null) {
                result.complete(List.of(new EncodedItem(item, vector)));
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void timeout(ItemEvent item, ResultFuture<EncodedItem> result) {
        result.completeExceptionally(new TimeoutException(
                "An item was not encoded within " + config.timeout() + " (" + EncodeConfig.TIMEOUT.key() + ")"));
    }

    @Override
    public void close() {
        if (encoding != null) {
            encoding.close();
        }
    }
}
