package dev.tributary.replay.feed;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast behaviors are replayed: when each is due after the start, whoever receives it keeps up or not. */
public final class Speed {
    private static final Pattern FACTOR = Pattern.compile("(\\d+(?:\\.\\d+)?)x");
    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)/s");
    private static final double MOST = 1e9;

    /** All at once. */
    public static final Speed MAX = new Speed(0, 0);

    /** As they happened. */
    public static final Speed REALTIME = new Speed(1, 0);

    private final double factor;
    private final double perSecond;

    private Speed(double factor, double perSecond) {
        this.factor = factor;
        this.perSecond = perSecond;
    }

    /** @param factor of the speed at which they happened */
    public static Speed times(double factor) {
        return new Speed(positive(factor, "factor"), 0);
    }

    /** Evenly spaced, whenever they happened. */
    public static Speed perSecond(double rate) {
        return new Speed(0, positive(rate, "rate"));
    }

    /**
     * @param text {@code max}, {@code realtime}, a factor such as {@code 100x}, or a rate such as {@code 500/s}
     * @throws IllegalArgumentException naming the value and the choices
     */
    public static Speed parse(String text) {
        String speed = text.strip().toLowerCase(Locale.ROOT);
        Matcher factor = FACTOR.matcher(speed);
        Matcher rate = RATE.matcher(speed);
        if (speed.equals("max")) {
            return MAX;
        } else if (speed.equals("realtime")) {
            return REALTIME;
        } else if (factor.matches()) {
            return times(Double.parseDouble(factor.group(1)));
        } else if (rate.matches()) {
            return perSecond(Double.parseDouble(rate.group(1)));
        }
        throw new IllegalArgumentException(
                "Speed must be max, realtime, a factor such as 100x or a rate such as 500/s, got '" + text + "'");
    }

    /**
     * @param index of the behavior, from 0
     * @param sinceFirst time from the first behavior to this one, as they happened
     * @return when it is due, from the start of the replay; zero at {@link #MAX}
     */
    public Duration due(long index, Duration sinceFirst) {
        if (perSecond > 0) {
            return nanos(index / perSecond * 1e9);
        } else if (factor > 0) {
            return nanos(sinceFirst.toMillis() / factor * 1e6);
        }
        return Duration.ZERO;
    }

    public boolean isMax() {
        return factor == 0 && perSecond == 0;
    }

    /** Up to 292 years, where a count of nanoseconds ends. */
    private static Duration nanos(double nanos) {
        return Duration.ofNanos((long) nanos);
    }

    private static double positive(double value, String name) {
        if (!(value > 0 && value <= MOST)) {
            throw new IllegalArgumentException(
                    "The %s of a speed must be above 0 and at most 1e9, got %s".formatted(name, value));
        }
        return value;
    }

    @Override
    public String toString() {
        if (isMax()) {
            return "max";
        }
        return factor == 1 ? "realtime" : factor > 0 ? factor + "x" : perSecond + "/s";
    }
}
