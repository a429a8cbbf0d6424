package dev.tributary.replay.imports;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times as data sets write them: ISO-8601, with a blank for the T or without a time of day, {@code 20261124}, or a number since 1970 in seconds,
 * milliseconds, microseconds or nanoseconds, whichever makes a time of our age. Without a zone: UTC.
 */
final class TimeText {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?([eE]\\+?\\d{1,2})?");
    private static final Pattern DAY = Pattern.compile("(19|20)\\d{6}");
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal MOST_NANOSECONDS = MOST_SECONDS.movePointRight(9);
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX]")
            .optionalStart()
            .appendZoneRegionId()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .toFormatter(Locale.ROOT);

    private TimeText() {}

    /** When something was done: not before 1970. */
    static Instant parse(String text) throws BadRowException {
        Instant time = date(text);
        if (time.isBefore(Instant.EPOCH)) {
            throw new BadRowException("before-1970", "'" + text + "' is before 1970");
        }
        return time;
    }

    /** When an item was published, which may be long ago. */
    static Instant date(String text) throws BadRowException {
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
            }
            return NUMBER.matcher(text).matches() ? sinceEpoch(new BigDecimal(text)) : ofText(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRowException(
                    "bad-time",
                    "'" + text
                            + "' is no time: write 2026-11-24T08:00:00Z, 2026-11-24 08:00:00 or a number since 1970");
        }
    }

    private static Instant sinceEpoch(BigDecimal number) {
        if (number.compareTo(MOST_NANOSECONDS) >= 0) {
            throw new DateTimeException("too large");
        }
        BigDecimal seconds = number;
        while (seconds.compareTo(MOST_SECONDS) >= 0) {
            seconds = seconds.movePointLeft(3);
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    private static Instant ofText(String text) {
        TemporalAccessor parsed = TEXT.parse(text);
        return parsed.isSupported(ChronoField.INSTANT_SECONDS)
                ? Instant.from(parsed)
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
