package dev.tributary.job.encode;

import dev.tributary.models.encoder.BatchingEncoder;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.vector.QuantizedVector;
import java.util.concurrent.CompletableFuture;

/** The TaskManager's encoder and what is learned on top of it, as one operator subtask holds them. Safe for use by many threads. */
public final class Encoding implements AutoCloseable {
    private final SharedEncoder.Lease lease;
    private final InterestModel model;

    private Encoding(SharedEncoder.Lease lease, InterestModel model) {
        this.lease = lease;
        this.model = model;
    }

    /** Opens the encoder, or joins those who have opened it; takes seconds the first time. */
    public static Encoding open(EncodeConfig config) {
        var lease = SharedEncoder.acquire(config.settings());
        return new Encoding(lease, InterestModel.untrained(lease.encoder().dimension()));
    }

    public CompletableFuture<QuantizedVector> encode(String text) {
        return encoder().encode(text).thenApply(model::compact);
    }

    public BatchingEncoder encoder() {
        return lease.encoder();
    }

    public InterestModel model() {
        return model;
    }

    /** @return encoder and ranker, as recommendations name them */
    public String version() {
        return encoder().version() + "+" + model.ranker().version();
    }

    @Override
    public void close() {
        lease.close();
    }
}
