package dev.tributary.cli.demo;

/** Behaviors and lists per second, over the last second or so. For one thread. */
final class Rates {
    private static final long WINDOW_MS = 1_000;

    private long sinceMs;
    private long behaviorsBefore;
    private long listsBefore;
    private double behaviors;
    private double lists;

    Rates(long nowMs) {
        this.sinceMs = nowMs;
    }

    void update(long behaviorsNow, long listsNow, long nowMs) {
        if (nowMs - sinceMs < WINDOW_MS) {
            return;
        }
        double seconds = (nowMs - sinceMs) / 1000.0;
        behaviors = (behaviorsNow - behaviorsBefore) / seconds;
        lists = (listsNow - listsBefore) / seconds;
        behaviorsBefore = behaviorsNow;
        listsBefore = listsNow;
        sinceMs = nowMs;
    }

    double behaviors() {
        return behaviors;
    }

    double lists() {
        return lists;
    }
}
