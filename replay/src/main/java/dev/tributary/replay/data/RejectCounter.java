package dev.tributary.replay.data;

import dev.tributary.replay.data.Rejects.Reject;
import java.util.ArrayList;
import java.util.List;

/** Counts the rejects of one file over several passes, each line once. Safe for use by many threads. */
final class RejectCounter {
    private static final int KEPT = 10;

    private final List<Reject> first = new ArrayList<>();
    private long lastLine;
    private long count;

    synchronized void add(Reject reject) {
        if (reject.line() <= lastLine) {
            return;
        }
        lastLine = reject.line();
        count++;
        if (first.size() < KEPT) {
            first.add(reject);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Reject> first() {
        return List.copyOf(first);
    }
}
