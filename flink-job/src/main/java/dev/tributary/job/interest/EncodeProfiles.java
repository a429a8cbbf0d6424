package dev.tributary.job.interest;

import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.encode.Encoding;
import dev.tributary.job.profile.Query;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Encodes text profiles: the slow lane. It must never hold up the fast one, so a text is skipped when the encoder is behind or fails; the
 * user's lists go on with the vector of the older text, until {@code text-after} more behaviors bring the next text.
 */
public final class EncodeProfiles extends RichAsyncFunction<Query, Query> {
    private static final long serialVersionUID = 1;

    private final EncodeConfig config;
    private transient @Nullable Encoding encoding;
    private transient Counter encoded;
    private transient Counter skipped;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public EncodeProfiles(EncodeConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        var metrics = getRuntimeContext().getMetricGroup();
        encoded = metrics.counter("encoded");
        skipped = metrics.counter("skipped");
        encoding = Encoding.open(config, getRuntimeContext());
    }

    @Override
    public void asyncInvoke(Query query, ResultFuture<Query> result) {
        if (encoding == null || encoding.encoder().waiting() > config.maxWaitingProfiles()) {
            skip(result);
            return;
        }
        encoding.encode(query.profileText()).whenComplete((vector, failure) -> {
            if (failure == null) {
                encoded.inc();
                result.complete(List.of(query.withProfileVector(vector)));
            } else {
                skip(result);
            }
        });
    }

    private void skip(ResultFuture<Query> result) {
        skipped.inc();
        result.complete(List.of());
    }

    @Override
    public void timeout(Query query, ResultFuture<Query> result) {
        skip(result);
    }

    @Override
    public void close() {
        if (encoding != null) {
            encoding.close();
        }
    }
}
