package dev.tributary.job.encode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When the elements that the encoder failed on, each an object of its own, are tried again. Safe for use by many threads; its own thread is
 * there once something has failed, and ends with {@link #close()}.
 */
final class Retries implements AutoCloseable {
    private static final int SHORTEST_MS = 250;
    private static final int LONGEST_MS = 1_000;

    private final Map<Object, Long> failedAt = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "encoder-retries");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long succeededAt = System.nanoTime();

    /**
     * Tries again, at a random time: texts that failed together do not meet in one batch again, where one of them would fail them all.
     *
     * @param first whether the element has not failed before
     * @return false if there is no later: the subtask ends, or the element was given up
     */
    boolean later(Object element, boolean first, Runnable attempt) {
        if (first) {
            failedAt.put(element, System.nanoTime());
        } else if (!failedAt.containsKey(element)) {
            return false;
        }
        int delay = ThreadLocalRandom.current().nextInt(SHORTEST_MS, LONGEST_MS);
        try {
            timer.schedule(attempt, delay, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            failedAt.remove(element);
            return false;
        }
    }

    void succeeded(Object element) {
        succeededAt = System.nanoTime();
        if (!failedAt.isEmpty()) {
            failedAt.remove(element);
        }
    }

    /** @return whether the element is to blame and not the encoder: it failed, and others did not after it */
    boolean giveUp(Object element) {
        Long failed = failedAt.remove(element);
        return failed != null && succeededAt - failed > 0;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
