package dev.tributary.job.encode;

import java.util.Map;
import java.util.Set;
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
    private final Set<Object> overdue = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "encoder-retries");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long succeededAt = System.nanoTime();

    /**
     * Tries again, at a random time: texts that failed together do not meet in one batch again, where one of them would fail them all.
     *
     * @return false if there is no later: the subtask ends
     */
    boolean later(Object element, Runnable attempt) {
        failedAt.putIfAbsent(element, System.nanoTime());
        int delay = ThreadLocalRandom.current().nextInt(SHORTEST_MS, LONGEST_MS);
        try {
            timer.schedule(attempt, delay, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            forget(element);
            return false;
        }
    }

    void succeeded(Object element) {
        succeededAt = System.nanoTime();
        if (!failedAt.isEmpty() || !overdue.isEmpty()) {
            forget(element);
        }
    }

    /**
     * The element's time is over.
     *
     * @return whether the element is to blame and not the encoder: it failed, and others did not after it. If not, it waits on, and is
     *     {@link #isHopeless} when it fails again although the encoder works
     */
    boolean giveUp(Object element) {
        if (isToBlame(element)) {
            forget(element);
            return true;
        }
        failedAt.computeIfPresent(element, (failed, at) -> System.nanoTime());
        overdue.add(element);
        return false;
    }

    /** @return whether the element, which has failed again, had been waited for long enough and is to blame */
    boolean isHopeless(Object element) {
        if (overdue.contains(element) && isToBlame(element)) {
            forget(element);
            return true;
        }
        return false;
    }

    private boolean isToBlame(Object element) {
        Long failed = failedAt.get(element);
        return failed != null && succeededAt - failed > 0;
    }

    private void forget(Object element) {
        failedAt.remove(element);
        overdue.remove(element);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
