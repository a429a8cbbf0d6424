package dev.tributary.job.interest;

import dev.tributary.job.Scenario;
import dev.tributary.job.encode.Encoding;
import dev.tributary.models.vector.QuantizedVector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vectors of the scenarios' descriptions. They are encoded at start, but a job that goes on while the encoder fails or hangs does not wait for
 * them: its lists, marked as degraded, do without until the encoder works again.
 */
final class Descriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptions.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private static final long BETWEEN_LOOKS_MS = 50;

    private final Encoding encoding;
    private final Map<String, CompletableFuture<QuantizedVector>> vectors = new HashMap<>();
    private volatile boolean closed;

    private Descriptions(Encoding encoding, Map<String, Scenario> scenarios) {
        this.encoding = encoding;
        scenarios.forEach((id, scenario) -> vectors.put(id, encode(scenario.description(), 1)));
    }

    /**
     * Returns when all are there, or the encoder does not work.
     *
     * @param encoding closed together with the result, or by a failure here
     * @param patience how long the encoder may give no answer before it counts as hanging
     */
    static Descriptions encode(Encoding encoding, Map<String, Scenario> scenarios, Duration patience)
            throws InterruptedException {
        var descriptions = new Descriptions(encoding, scenarios);
        try {
            boolean settled = false;
            while (!settled && encoding.encoder().works(patience)) {
                settled = descriptions.await();
            }
            if (!settled) {
                LOG.warn("The encoder fails or hangs: lists do without the scenarios' descriptions until it works");
            }
            return descriptions;
        } catch (InterruptedException | RuntimeException e) {
            descriptions.close();
            throw e;
        }
    }

    private CompletableFuture<QuantizedVector> encode(String text, int attempt) {
        return encoding.encode(text).exceptionallyCompose(failure -> {
            boolean guilty = Encoding.isFaultOfText(failure);
            return closed || (guilty && attempt == Encoding.ATTEMPTS)
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.supplyAsync(() -> text, LATER)
                            .thenCompose(again -> encode(again, guilty ? attempt + 1 : 1));
        });
    }

    private boolean await() throws InterruptedException {
        try {
            CompletableFuture.allOf(vectors.values().toArray(CompletableFuture[]::new))
                    .get(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.warn("A description of a scenario cannot be encoded, its lists do without", e);
            return true;
        }
    }

    /** @return null if there is no such scenario, or its description is not encoded */
    @Nullable
    QuantizedVector of(String scenario) {
        CompletableFuture<QuantizedVector> vector = vectors.get(scenario);
        return vector == null || !vector.isDone() || vector.isCompletedExceptionally() ? null : vector.join();
    }

    @Override
    public void close() {
        closed = true;
        encoding.close();
    }
}
