package dev.tributary.models.interest;

/**
 * Visits of one item: all of them, and four exponentially decayed counts with time constants of 1, 7, 30 and 90 days.
 *
 * <p>A visit older than the newest one is added with the weight it would have kept, so the order of arrival does not matter.
 *
 * @param first event time of the oldest visit, epoch milliseconds
 * @param at event time of the newest visit, epoch milliseconds; the decayed counts hold for that moment
 */
public record ItemCounts(double day1, double day7, double day30, double day90, long all, long first, long at) {
    static final double DAY_MS = 86_400_000d;
    public static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE);

    public ItemCounts visit(long when) {
        if (all == 0) {
            return new ItemCounts(1, 1, 1, 1, 1, when, when);
        }
        if (when >= at) {
            double days = (when - at) / DAY_MS;
            return new ItemCounts(
                    day1 * kept(days, 1) + 1,
                    day7 * kept(days, 7) + 1,
                    day30 * kept(days, 30) + 1,
                    day90 * kept(days, 90) + 1,
                    all + 1,
                    first,
                    when);
        }
        double days = (at - when) / DAY_MS;
        return new ItemCounts(
                day1 + kept(days, 1),
                day7 + kept(days, 7),
                day30 + kept(days, 30),
                day90 + kept(days, 90),
                all + 1,
                Math.min(first, when),
                at);
    }

    /** Writes the popularity signals as seen at {@code now}; a moment before the newest visit counts as that visit's. */
    public void signals(long now, float[] signals) {
        if (all == 0) {
            return;
        }
        double days = Math.max(0, now - at) / DAY_MS;
        // exponentials are dear: those of 1 and 30 days are powers of those of 7 and 90
        double kept7 = kept(days, 7);
        double kept90 = kept(days, 90);
        double kept1 = kept7 * kept7 * kept7 * (kept7 * kept7 * kept7) * kept7;
        double kept30 = kept90 * kept90 * kept90;
        signals[Signal.POPULARITY_1D.ordinal()] = FastLog.ofOnePlus(day1 * kept1);
        signals[Signal.POPULARITY_7D.ordinal()] = FastLog.ofOnePlus(day7 * kept7);
        signals[Signal.POPULARITY_30D.ordinal()] = FastLog.ofOnePlus(day30 * kept30);
        signals[Signal.POPULARITY_90D.ordinal()] = FastLog.ofOnePlus(day90 * kept90);
        signals[Signal.POPULARITY_ALL.ordinal()] = FastLog.ofOnePlus(all);
        signals[Signal.LAST_VISIT.ordinal()] = (float) (1 / (1 + days));
    }

    private static double kept(double days, double timeConstant) {
        return Math.exp(-days / timeConstant);
    }
}
