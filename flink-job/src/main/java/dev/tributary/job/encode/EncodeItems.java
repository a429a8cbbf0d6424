package dev.tributary.job.encode;

import static java.util.Objects.requireNonNull;

import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.encoder.EncoderException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Encodes items. None may be lost: while the encoder fails or hangs, items wait for it, checkpoints hold them, and lists, marked as degraded,
 * go on. Only a text that an encoder that works fails on again and again goes on without a vector. When the encoder is slow, reading of items
 * slows down with it.
 *
 * <p>State: what the vectors of the whole job were made with. Vectors of another encoder would be compared with them without any error, so a
 * state of another one is refused.
 */
public final class EncodeItems extends RichAsyncFunction<ItemEvent, EncodedItem> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final EncodeConfig config;
    private transient @Nullable Encoding encoding;
    private transient @Nullable Retries retries;
    private transient Counter withoutVector;
    private transient ListState<String> vectorsOf;

    @SuppressWarnings("NullAway.Init") // transient fields are set in initializeState
    public EncodeItems(EncodeConfig config) {
        this.config = config;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        vectorsOf = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("vectors-of", String.class));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (encoding != null) {
            vectorsOf.update(List.of(encoding.vectorsOf()));
        }
    }

    @Override
    public void open(OpenContext context) throws Exception {
        var opened = Encoding.open(config, getRuntimeContext());
        encoding = opened;
        requireTheSame(opened.vectorsOf());
        retries = new Retries();
        withoutVector = getRuntimeContext().getMetricGroup().counter("withoutVector", new ThreadSafeSimpleCounter());
        EncoderMetrics.register(getRuntimeContext().getMetricGroup(), opened.encoder(), opened.version());
    }

    private void requireTheSame(String made) throws Exception {
        for (String restored : vectorsOf.get()) {
            if (!restored.equals(made)) {
                throw new SuppressRestartsException(new EncoderException("The state to be restored holds vectors of "
                        + restored + ", the configuration makes vectors of "
                        + made + ", and the two cannot be compared. Set " + EncodeConfig.MODEL.key() + " and "
                        + EncodeConfig.INTEREST_MODEL.key()
                        + " to what they were, or start without the state: items and behaviors are then read again."));
            }
        }
    }

    @Override
    public void asyncInvoke(ItemEvent item, ResultFuture<EncodedItem> result) {
        if (item.text().isEmpty() || encoding == null) {
            result.complete(List.of(new EncodedItem(item, null)));
            return;
        }
        encode(item, result, encoding, requireNonNull(retries), 1);
    }

    private void encode(
            ItemEvent item, ResultFuture<EncodedItem> result, Encoding encoding, Retries retries, int attempt) {
        encoding.encode(item.text()).whenComplete((vector, failure) -> {
            if (failure == null) {
                result.complete(List.of(new EncodedItem(item, vector)));
                return;
            }
            boolean guilty = Encoding.isFaultOfText(failure);
            if (guilty && attempt == Encoding.ATTEMPTS) {
                withoutVector.inc();
                result.complete(List.of(new EncodedItem(item, null)));
                return;
            }
            int next = guilty ? attempt + 1 : 1;
            if (!retries.later(() -> encode(item, result, encoding, retries, next))) {
                result.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void close() {
        if (retries != null) {
            retries.close();
        }
        if (encoding != null) {
            encoding.close();
        }
    }
}
