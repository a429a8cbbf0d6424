package dev.tributary.job.profile;

/**
 * Tells whether the job falls behind its topic or catches up with it. The age at which records arrive is then not the same from moment to
 * moment: it grows while they come faster than they are read, and shrinks while a backlog is read. How old they are says nothing, since the
 * clocks of producers may be wrong.
 *
 * <p>One change may be chance, a pause or a producer whose clock differs, so it takes two of one direction, one after the other, each of a
 * fifth of the time between; and no age can grow faster than time goes by. For the same reason it takes two that are not of that direction to
 * say that it is over. All times in milliseconds. For one thread.
 */
final class Drift {
    static final long WINDOW_MS = 200;
    private static final double LEAST = 0.2;
    private static final double MOST = 1.2;

    private long windowStart = Long.MIN_VALUE;
    private long youngest;
    private long before = Long.MIN_VALUE;
    private long beforeAt;
    /** Of the last change: -1, 1, or 0 for none. */
    private int direction;
    /** Of the drift; 0 for none. */
    private int trend;
    /** Changes one after the other that were not of the trend. */
    private int others;

    /** @param age of a record that arrives now, since it was written to Kafka; negative if that clock is ahead */
    void observe(long now, long age) {
        if (windowStart == Long.MIN_VALUE) {
            windowStart = now;
            youngest = age;
        } else if (now < windowStart) {
            forgetTimes(now, age);
        } else if (now < windowStart + WINDOW_MS) {
            youngest = Math.min(youngest, age);
        } else {
            compare(now);
            windowStart = now;
            youngest = age;
        }
    }

    /** The clock was set back: neither times nor ages of before can be compared with those of now. */
    private void forgetTimes(long now, long age) {
        windowStart = now;
        youngest = age;
        before = Long.MIN_VALUE;
        direction = 0;
        trend = 0;
    }

    private void compare(long now) {
        if (before != Long.MIN_VALUE) {
            double change = (double) (youngest - before) / Math.max(1, now - beforeAt);
            int turned = change < -LEAST ? -1 : change > LEAST && change < MOST ? 1 : 0;
            follow(turned);
        }
        before = youngest;
        beforeAt = now;
    }

    private void follow(int change) {
        if (change != 0 && change == direction) {
            trend = change;
            others = 0;
        } else if (change != trend && ++others >= 2) {
            trend = 0;
        }
        direction = change;
    }

    /** @return whether it did so when last heard of */
    boolean isMoving() {
        return trend != 0;
    }
}
