package dev.tributary.job.interest;

import dev.tributary.job.Scenario;
import dev.tributary.job.encode.Encoding;
import dev.tributary.models.vector.QuantizedVector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vectors of the scenarios' descriptions. They are encoded at start, but a job that goes on while the encoder fails or hangs does not wait for
 * them: its lists, marked as degraded, do without until the encoder works again. For one thread.
 */
final class Descriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptions.class);
    private static final long BETWEEN_ATTEMPTS_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_LOOKS_MS = 50;

    private final Encoding encoding;
    private final Map<String, Scenario> scenarios;
    private final Map<String, CompletableFuture<QuantizedVector>> vectors = new HashMap<>();
    private long attemptedAt = System.nanoTime();

    private Descriptions(Encoding encoding, Map<String, Scenario> scenarios) {
        this.encoding = encoding;
        this.scenarios = scenarios;
        scenarios.forEach((id, scenario) -> vectors.put(id, encoding.encode(scenario.description())));
    }

    /**
     * Returns when all are there, or the encoder does not work.
     *
     * @param encoding closed together with the result
     * @param patience how long a call of the encoder may take before it counts as hanging
     */
    static Descriptions encode(Encoding encoding, Map<String, Scenario> scenarios, Duration patience)
            throws InterruptedException {
        var descriptions = new Descriptions(encoding, scenarios);
        boolean awaited = false;
        while (!awaited && encoding.encoder().works(patience)) {
            awaited = descriptions.await();
        }
        if (!awaited) {
            LOG.warn("The encoder fails or hangs: lists do without the descriptions of their scenarios until it works");
        }
        return descriptions;
    }

    private boolean await() throws InterruptedException {
        try {
            CompletableFuture.allOf(vectors.values().toArray(CompletableFuture[]::new))
                    .get(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            tryAgain();
            return false;
        }
    }

    /** @return null if there is no such scenario, or its description could not be encoded yet */
    @Nullable
    QuantizedVector of(String scenario) {
        CompletableFuture<QuantizedVector> vector = vectors.get(scenario);
        if (vector == null || !vector.isDone()) {
            return null;
        }
        if (vector.isCompletedExceptionally()) {
            tryAgain();
            return null;
        }
        return vector.join();
    }

    private void tryAgain() {
        if (System.nanoTime() - attemptedAt < BETWEEN_ATTEMPTS_NS) {
            return;
        }
        attemptedAt = System.nanoTime();
        scenarios.forEach((id, scenario) -> vectors.computeIfPresent(
                id,
                (same, vector) ->
                        vector.isCompletedExceptionally() ? encoding.encode(scenario.description()) : vector));
    }

    @Override
    public void close() {
        encoding.close();
    }
}
