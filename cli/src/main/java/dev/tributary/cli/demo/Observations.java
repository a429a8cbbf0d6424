package dev.tributary.cli.demo;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Revision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What went in and what came out: counts, latencies, and the newest list of each user and scenario. Latency runs from the moment a behavior was
 * due to be sent until a list that names it as its cause has been read back from Kafka. Safe for use by many threads.
 */
final class Observations {
    private static final int MOST_OPEN = 200_000;
    private static final int MOST_USERS = 2_000;
    private static final long LONGEST_MS = 3_600_000;

    private final Map<String, Instant> open = oldestOut(MOST_OPEN);
    private final Map<String, Map<String, Recommendation>> lists = oldestOut(MOST_USERS);
    private final Map<String, Behavior> newest = oldestOut(MOST_USERS);
    private final Map<String, Long> byScenario = new TreeMap<>();
    private final Histogram latencyMs = new Histogram(LONGEST_MS, 3);
    private long behaviors;
    private long recommendations;
    private @Nullable Instant firstSent;
    private @Nullable Instant firstList;
    private @Nullable String newestUser;

    synchronized void sent(Behavior behavior, Instant due, Instant now) {
        behaviors++;
        open.put(behavior.getEventId(), due);
        newest.put(behavior.getUserId(), behavior);
        newestUser = behavior.getUserId();
        firstSent = firstSent == null ? now : firstSent;
    }

    synchronized void received(Recommendation list, Instant now) {
        recommendations++;
        byScenario.merge(list.getScenario(), 1L, Long::sum);
        firstList = firstList == null ? now : firstList;
        lists.computeIfAbsent(list.getUserId(), user -> new TreeMap<>())
                .merge(
                        list.getScenario(),
                        list,
                        (old, next) -> Revision.of(next).isAtLeast(Revision.of(old)) ? next : old);
        Instant due = list.getCausedBy() == null ? null : open.remove(list.getCausedBy());
        if (due != null) {
            latencyMs.recordValue(Math.max(0, Math.min(LONGEST_MS, now.toEpochMilli() - due.toEpochMilli())));
        }
    }

    synchronized long behaviors() {
        return behaviors;
    }

    synchronized long recommendations() {
        return recommendations;
    }

    synchronized Map<String, Long> recommendationsByScenario() {
        return new TreeMap<>(byScenario);
    }

    synchronized Latency latency() {
        return new Latency(
                latencyMs.getTotalCount(),
                latencyMs.getValueAtPercentile(50),
                latencyMs.getValueAtPercentile(95),
                latencyMs.getValueAtPercentile(99),
                latencyMs.getMaxValue());
    }

    synchronized @Nullable Instant firstSent() {
        return firstSent;
    }

    synchronized @Nullable Instant firstList() {
        return firstList;
    }

    synchronized @Nullable String newestUser() {
        return newestUser;
    }

    synchronized @Nullable Behavior newestBehavior(String user) {
        return newest.get(user);
    }

    /** @return the user's newest list in each scenario */
    synchronized Map<String, Recommendation> lists(String user) {
        return new TreeMap<>(lists.getOrDefault(user, Map.of()));
    }

    /** @return a user with lists in as many scenarios as possible, the newest behavior's if there is a choice */
    synchronized @Nullable String exampleUser() {
        String best = null;
        int most = 0;
        for (var entry : lists.entrySet()) {
            if (entry.getValue().size() >= most && newest.containsKey(entry.getKey())) {
                most = entry.getValue().size();
                best = entry.getKey();
            }
        }
        return best;
    }

    private static <V> Map<String, V> oldestOut(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Milliseconds.
     *
     * @param measured how often, 0 before the first list has come
     */
    record Latency(long measured, long p50, long p95, long p99, long max) {
        /** @return the number, or a dash where nothing is measured yet */
        String inWords(long ms) {
            return measured == 0 ? "–" : String.format(Locale.ROOT, "%,d", ms);
        }
    }
}
