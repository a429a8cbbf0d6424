package dev.tributary.job.encode;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** When texts that the encoder failed on are tried again. Safe for use by many threads; its own thread is there once something has failed. */
final class Retries implements AutoCloseable {
    private static final int SHORTEST_MS = 250;
    private static final int LONGEST_MS = 1_000;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "encoder-retries");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Tries again at a random time, so that those that failed together do not all come back at once.
     *
     * @return false if there is no later: the subtask ends
     */
    boolean later(Runnable attempt) {
        int delay = ThreadLocalRandom.current().nextInt(SHORTEST_MS, LONGEST_MS);
        try {
            timer.schedule(attempt, delay, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
