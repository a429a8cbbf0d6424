package dev.tributary.benchmarks.stream;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a job does. */
public final class Await {
    /** Rarely, for asking costs CPU time that would count as the job's. */
    private static final long POLL_MS = 10;

    private static final int POLLS_PER_CHECK = 100;

    private Await() {}

    /**
     * @param what for the message, if it does not come
     * @param alive whether it can still come
     */
    public static void until(String what, Duration patience, BooleanSupplier alive, BooleanSupplier done)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int polls = 1; !done.getAsBoolean(); polls++) {
            if (polls % POLLS_PER_CHECK == 0 && !alive.getAsBoolean()) {
                throw new IllegalStateException("The job failed while waiting for " + what + "; the log says why");
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Gave up after " + patience.toSeconds() + " s waiting for " + what);
            }
            Thread.sleep(POLL_MS);
        }
    }
}
