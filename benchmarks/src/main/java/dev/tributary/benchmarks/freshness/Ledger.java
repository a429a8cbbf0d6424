package dev.tributary.benchmarks.freshness;

import dev.tributary.benchmarks.measure.Latency;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * When each behavior was to be sent, until a list of its user knows of it: a list of revision n reflects the user's first n behaviors. So every
 * behavior is counted, also those that share a list, and one that is sent late because everything is slow counts from when it was due. Safe
 * for use by many threads.
 */
final class Ledger {
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MS = 1e6;

    private final Map<String, Open> users = new HashMap<>();
    private final String apart;
    private Histogram nanos = empty();
    private Histogram nanosApart = empty();
    private long open;

    /** @param apart a user who is counted apart from all others */
    Ledger(String apart) {
        this.apart = apart;
    }

    /** @param due as {@link System#nanoTime} counts */
    synchronized void sent(String user, long due) {
        users.computeIfAbsent(user, key -> new Open()).due.add(due);
        open++;
    }

    /** @param revision behaviors of the user that the list reflects, since the first */
    synchronized void received(String user, long revision, long now) {
        Open waiting = users.get(user);
        while (waiting != null && waiting.answered < revision && !waiting.due.isEmpty()) {
            (user.equals(apart) ? nanosApart : nanos).recordValue(Math.max(0, now - waiting.due.remove()));
            waiting.answered++;
            open--;
        }
    }

    synchronized long open() {
        return open;
    }

    /** @return latencies since the last call */
    synchronized Latency take() {
        Latency latency = latency(nanos);
        nanos = empty();
        return latency;
    }

    /** @return the same of the user who is counted apart */
    synchronized Latency takeApart() {
        Latency latency = latency(nanosApart);
        nanosApart = empty();
        return latency;
    }

    private static Histogram empty() {
        return new Histogram(TimeUnit.HOURS.toNanos(1), DIGITS);
    }

    private static Latency latency(Histogram nanos) {
        return new Latency(
                percentile(nanos, 50), percentile(nanos, 95), percentile(nanos, 99), percentile(nanos, 99.9));
    }

    private static double percentile(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MS;
    }

    private static final class Open {
        private final ArrayDeque<Long> due = new ArrayDeque<>();
        private long answered;
    }
}
