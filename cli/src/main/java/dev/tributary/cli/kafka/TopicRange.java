package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A part of a topic.
 *
 * @param from the first record of each partition, null for the earliest
 * @param to the first record that no longer belongs to it, null for the end as it is when somebody asks
 */
public record TopicRange(@Nullable Bound from, @Nullable Bound to) {
    public static final TopicRange ALL = new TopicRange(null, null);

    private static final Pattern OFFSETS = Pattern.compile("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*");

    /** @param option is named where its text is neither a time nor offsets */
    public static Bound bound(String option, String text) {
        if (OFFSETS.matcher(text).matches()) {
            Map<Integer, Long> offsets = new HashMap<>();
            for (String pair : text.split(",")) {
                String[] numbers = pair.split(":");
                offsets.put(Integer.valueOf(numbers[0]), Long.valueOf(numbers[1]));
            }
            return new AtOffsets(offsets);
        }
        try {
            return new AtTime(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException neither) {
            throw new CannotRunException(
                    option + " " + text + " is neither a time nor offsets. Write for example 2026-01-31,"
                            + " 2026-01-31T12:00:00Z, or PARTITION:OFFSET for each partition such as 0:1200,1:900.",
                    neither);
        }
    }

    /** A record of each partition, or what comes after the last. */
    public sealed interface Bound {}

    /** The first record that Kafka received, or that says it was made, at this time or later. */
    record AtTime(Instant time) implements Bound {}

    /** Partitions that are not named are not bounded. */
    record AtOffsets(Map<Integer, Long> offsets) implements Bound {}

    /** Where a partition is read: from the first offset to before the second. */
    record Span(long from, long to) {}

    /** @return by partition, within what is there now */
    Map<TopicPartition, Span> spans(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> latest = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> first = from == null ? earliest : offsets(from, consumer, earliest, latest);
        Map<TopicPartition, Long> end = to == null ? latest : offsets(to, consumer, latest, latest);
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> {
            long last = at(latest, partition);
            long begin = Math.min(Math.max(at(first, partition), at(earliest, partition)), last);
            return new Span(begin, Math.max(begin, Math.min(at(end, partition), last)));
        }));
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    /** @param unbounded where partitions are that the bound does not name */
    private static Map<TopicPartition, Long> offsets(
            Bound bound,
            Consumer<?, ?> consumer,
            Map<TopicPartition, Long> unbounded,
            Map<TopicPartition, Long> latest) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (bound instanceof AtOffsets stated) {
            unbounded.forEach((partition, usual) ->
                    offsets.put(partition, stated.offsets.getOrDefault(partition.partition(), usual)));
        } else if (bound instanceof AtTime moment) {
            Map<TopicPartition, Long> times = unbounded.keySet().stream()
                    .collect(Collectors.toMap(Function.identity(), partition -> moment.time.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            latest.forEach((partition, end) -> {
                OffsetAndTimestamp at = found.get(partition); // null where all records are older
                offsets.put(partition, at == null ? end : at.offset());
            });
        }
        return offsets;
    }
}
