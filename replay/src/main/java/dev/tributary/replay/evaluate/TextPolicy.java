package dev.tributary.replay.evaluate;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a user's text profile is encoded again.
 *
 * @param name as {@link #parse} reads it
 */
public record TextPolicy(String name, Rule rule) {
    private static final int FIRST = 5;
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");
    private static final Pattern DOUBLING = Pattern.compile("doubling(?::([1-9]\\d{0,8}))?");
    private static final Pattern INTERVAL = Pattern.compile("([1-9]\\d{0,5})([hd])");

    /** Says whether a text is due. */
    @FunctionalInterface
    public interface Rule {
        /**
         * @param behaviors of the user so far
         * @param atLast behaviors at the last text, 0 if there was none
         * @param sinceLast event time since the last text, in milliseconds; {@link Long#MAX_VALUE} if there was none
         */
        boolean isDue(long behaviors, long atLast, long sinceLast);
    }

    /**
     * Reads {@code never}, {@code N} (after N more behaviors), {@code doubling} or {@code doubling:N} (at N behaviors, 5 if not said, then each
     * time their number has doubled), or an interval of event time such as {@code 1d} or {@code 12h}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static TextPolicy parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        Matcher doubling = DOUBLING.matcher(name);
        Matcher interval = INTERVAL.matcher(name);
        if (name.equals("never")) {
            return new TextPolicy(name, (behaviors, atLast, since) -> false);
        } else if (COUNT.matcher(name).matches()) {
            return new TextPolicy(name, after(Long.parseLong(name)));
        } else if (doubling.matches()) {
            return new TextPolicy(
                    name, doubling(doubling.group(1) == null ? FIRST : Long.parseLong(doubling.group(1))));
        } else if (interval.matches()) {
            long number = Long.parseLong(interval.group(1));
            Duration length = interval.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
            return new TextPolicy(name, (behaviors, atLast, since) -> since >= length.toMillis());
        }
        throw new IllegalArgumentException("'" + text + "' does not say when to encode a text profile. Give a number of"
                + " behaviors such as 5, doubling or doubling:10, an interval such as 1d, or never.");
    }

    private static Rule after(long count) {
        return (behaviors, atLast, since) -> behaviors - atLast >= count;
    }

    private static Rule doubling(long first) {
        return (behaviors, atLast, since) -> behaviors - atLast >= Math.max(first, atLast);
    }
}
