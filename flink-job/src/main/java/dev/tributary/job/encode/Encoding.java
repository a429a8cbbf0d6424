package dev.tributary.job.encode;

import dev.tributary.models.encoder.BatchingEncoder;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.encoder.UnencodableTextException;
import dev.tributary.models.encoder.directory.Sha256;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.models.interest.directory.UnfitModelException;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** The TaskManager's encoder and what is learned on top of it, as one operator subtask holds them. Safe for use by many threads. */
public final class Encoding implements AutoCloseable {
    /** In a row, of a text that is to blame itself: an encoder may fail once by chance. */
    public static final int ATTEMPTS = 3;
    /** Of a fingerprint: enough that two are never the same by chance. */
    private static final int DIGITS = 16;

    private final SharedEncoder.Lease lease;
    private final InterestModel model;
    private final String vectorsOf;

    private Encoding(SharedEncoder.Lease lease, InterestModel model) {
        this.lease = lease;
        this.model = model;
        this.vectorsOf = lease.encoder().version() + fingerprint(model.whitening());
    }

    /**
     * Opens the encoder, or joins those who have opened it; takes seconds the first time.
     *
     * @throws SuppressRestartsException if encoder or interest model cannot be used: trying again would not help
     */
    public static Encoding open(EncodeConfig config, RuntimeContext context) {
        return open(config, GivenGpu.of(context.getExternalResourceInfos(GivenGpu.RESOURCE)));
    }

    static Encoding open(EncodeConfig config, OptionalInt gpu) {
        SharedEncoder.Lease lease = null;
        try {
            lease = SharedEncoder.acquire(config.settings().withGpu(gpu));
            return new Encoding(lease, model(config, lease.encoder()));
        } catch (EncoderException | UnfitModelException wrong) {
            if (lease != null) {
                lease.close();
            }
            throw new SuppressRestartsException(wrong);
        }
    }

    private static InterestModel model(EncodeConfig config, BatchingEncoder encoder) {
        return config.interestModel().isEmpty()
                ? InterestModel.untrained(encoder.dimension())
                : InterestDirectory.loadWithoutTower(
                        Path.of(config.interestModel()), encoder.version(), encoder.dimension());
    }

    /**
     * Reads the tower of the interest model, which is large and which only those need who score.
     *
     * @return null if there is none
     * @throws SuppressRestartsException if it cannot be used: trying again would not help
     */
    public static @Nullable Tower tower(EncodeConfig config) {
        try {
            return config.interestModel().isEmpty() ? null : InterestDirectory.tower(Path.of(config.interestModel()));
        } catch (UnfitModelException wrong) {
            throw new SuppressRestartsException(wrong);
        }
    }

    public CompletableFuture<QuantizedVector> encode(String text) {
        return encoder().encode(text).thenApply(model::compact);
    }

    /** @param failure of a future of {@link #encode} */
    public static boolean isFaultOfText(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, UnencodableTextException.class)
                .isPresent();
    }

    public BatchingEncoder encoder() {
        return lease.encoder();
    }

    /** @return without its {@link #tower} */
    public InterestModel model() {
        return model;
    }

    /** @return what vectors are made with; those of two such names must not be compared */
    public String vectorsOf() {
        return vectorsOf;
    }

    private static String fingerprint(Whitening whitening) {
        if (whitening.equals(Whitening.none(whitening.dimension()))) {
            return "";
        }
        var bytes = new ByteArrayOutputStream();
        try {
            whitening.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ", whitened " + Sha256.of(ByteBuffer.wrap(bytes.toByteArray())).substring(0, DIGITS);
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
