package dev.tributary.cli.live;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What passes through the topics: counts, the time from behavior to list, the newest refusals. Safe for use by many threads. */
final class Traffic {
    /** Behaviors whose list may still come. */
    private static final int MOST_OPEN = 50_000;

    private static final int MOST_REFUSALS = 5;
    private static final long RECENT_MS = 10_000;
    /** A pipeline that answers nothing for so long, while behaviors come, is silent. */
    private static final long SILENCE_MS = 5_000;

    private final Newest<Long> open = new Newest<>(MOST_OPEN);
    private final Deque<Refused> refusals = new ArrayDeque<>();
    private final long[] latencies = new long[1_000];
    private final long[] latenciesAt = new long[latencies.length];
    private int next;
    private long behaviors;
    private long lists;
    private long deadLetters;
    /** When the first behavior came that is newer than every list; 0 if there is none. */
    private long unansweredSince;

    /** @param at epoch milliseconds */
    record Refused(String reason, String message, String topic, long at) {}

    /** @param p50 milliseconds over the last ten seconds, -1 if no list came */
    record Delay(long p50, long p99, long silentMs) {}

    record Counts(long behaviors, long lists, long deadLetters) {}

    synchronized void behaviors(long more, long now) {
        behaviors += more;
        if (more > 0 && unansweredSince == 0) {
            unansweredSince = now;
        }
    }

    synchronized void lists(long more) {
        lists += more;
        if (more > 0) {
            unansweredSince = 0;
        }
    }

    synchronized void deadLetters(long more) {
        deadLetters += more;
    }

    /** @param at when Kafka took the behavior in, epoch milliseconds */
    synchronized void began(String event, long at) {
        open.put(event, at);
    }

    /** @param at when Kafka took the list in, epoch milliseconds */
    synchronized void answered(String cause, long at) {
        Long began = open.remove(cause);
        if (began != null) {
            latencies[next] = Math.max(0, at - began);
            latenciesAt[next] = at;
            next = (next + 1) % latencies.length;
        }
    }

    synchronized void refused(Refused letter) {
        refusals.addFirst(letter);
        if (refusals.size() > MOST_REFUSALS) {
            refusals.removeLast();
        }
    }

    synchronized Counts counts() {
        return new Counts(behaviors, lists, deadLetters);
    }

    synchronized List<Refused> refusals() {
        return List.copyOf(refusals);
    }

    synchronized Delay delay(long now) {
        long[] recent = new long[latencies.length];
        int found = 0;
        for (int i = 0; i < latencies.length; i++) {
            if (now - latenciesAt[i] < RECENT_MS) {
                recent[found++] = latencies[i];
            }
        }
        Arrays.sort(recent, 0, found);
        long silent = unansweredSince == 0 ? 0 : now - unansweredSince;
        return new Delay(
                found == 0 ? -1 : recent[found / 2],
                found == 0 ? -1 : recent[(int) (found * 0.99)],
                silent > SILENCE_MS ? silent : 0);
    }
}
