package dev.tributary.job.profile;

/**
 * Lets lists give way while a subtask cannot keep up with its behaviors: a list costs some hundred times what a behavior does, and one that is
 * made from a profile that is behind is soon made again.
 *
 * <p>Behind is who gets behaviors late: later, by {@value #BEHIND_MS} ms, than the fastest way from the stage before. Late behaviors mean that
 * this subtask is busy, that the stages after it hold it up, or that the processor is; in each case fewer lists help. So the time between two
 * lists grows by a third every {@value #WINDOW_MS} ms, up to {@value #LONGEST_MS} ms, and shrinks again, down to nothing, when behaviors come in
 * time. Clocks of two machines may differ, as long as they go equally fast. Behind is also who reads a backlog, or sees one grow, {@link Drift}: there
 * the time between two lists is {@value #BACKLOG_MS} ms at once, and doubles in each window.
 *
 * <p>Not part of any state: a subtask that starts is not behind. All times in milliseconds. For one thread.
 */
final class Pace {
    static final long WINDOW_MS = 100;
    static final long BEHIND_MS = 10;
    static final double LONGEST_MS = 50;
    private static final double SHORTEST_MS = 0.5;
    private static final double SLOWER = 4 / 3.0;
    private static final double MUCH_SLOWER = 2;
    /** A backlog is there for seconds at least: lists become few at once. */
    private static final double BACKLOG_MS = 10;

    private static final double FASTER = 0.8;
    /** How much the fastest way is forgotten in each window, so that a clock that was set is forgiven within hours. */
    private static final double FORGOTTEN_MS = 0.01;

    private static final long FIRST_RETRY_MS = 50;
    private static final long LAST_RETRY_MS = 2_000;
    /** Of a million who wait, no more ask again in a millisecond: asking must not cost what giving way saves. */
    private static final long BETWEEN_RETRIES_MS = 1;

    private final Drift drift = new Drift();
    private double between;
    private double fastest = Double.MAX_VALUE;
    private long least = Long.MAX_VALUE;
    private long windowEnd = Long.MIN_VALUE;
    private double next;
    private int waiting;

    /**
     * Hears of a behavior.
     *
     * @param took since it left the stage before; negative if that one's clock is ahead
     * @param age since it was written to Kafka; negative if that clock is ahead
     */
    void observe(long now, long took, long age) {
        least = Math.min(least, took);
        drift.observe(now, age);
        adapt(now);
    }

    /** Once in a window. In one without behaviors none was late. */
    private void adapt(long now) {
        if (windowEnd > now + WINDOW_MS) {
            forgetTimes(now);
        }
        if (now < windowEnd) {
            return;
        }
        boolean none = least == Long.MAX_VALUE;
        if (!none) {
            fastest = Math.min(least, fastest + FORGOTTEN_MS);
        }
        if (!none && drift.isMoving()) {
            slowDown(MUCH_SLOWER, BACKLOG_MS);
        } else if (!none && least > fastest + BEHIND_MS) {
            slowDown(SLOWER, SHORTEST_MS);
        } else {
            between = between < SHORTEST_MS ? 0 : between * FASTER;
        }
        least = Long.MAX_VALUE;
        windowEnd = now + WINDOW_MS;
    }

    /** The clock was set back: what was measured against it would hold up lists until it is there again. */
    private void forgetTimes(long now) {
        fastest = Double.MAX_VALUE;
        least = Long.MAX_VALUE;
        windowEnd = now;
        next = now;
    }

    private void slowDown(double factor, double shortest) {
        between = Math.min(LONGEST_MS, Math.max(shortest, between * factor));
    }

    /** @return whether lists of one user may be made now; if so, it counts */
    boolean take(long now) {
        adapt(now);
        if (between > 0 && next > now) {
            return false;
        }
        next = Math.max(next, now - WINDOW_MS) + between;
        return true;
    }

    /** So many lists more were made in the turn that was taken last: whose turn is next waits for them too. */
    void takeMore(int lists) {
        next += lists * between;
    }

    /** So many lists more wait; fewer, if negative. */
    void wait(int lists) {
        waiting = Math.max(0, waiting + lists);
    }

    /** Lists that waited were made, or are wanted no more. */
    void served(int lists) {
        wait(-lists);
    }

    /** @return when to ask again for lists that could not be made now: the later, the more of them wait */
    long retry(long now) {
        long latest = Math.max(LAST_RETRY_MS, waiting * BETWEEN_RETRIES_MS);
        return now + (long) Math.min(latest, Math.max(FIRST_RETRY_MS, waiting * Math.max(SHORTEST_MS, between)));
    }

    /** @return whether behaviors came late of late */
    boolean isBehind() {
        return between > 0;
    }

    /** @return milliseconds between two lists; 0 if they need not wait */
    double between() {
        return between;
    }
}
