package dev.tributary.replay.data;

import java.util.List;

/**
 * Lines of files, or records of topics, left out because they could not be read.
 *
 * @param items count of those that should be items
 * @param behaviors count of those that should be behaviors
 * @param first the first few of either, to show to a person
 */
public record Rejects(long items, long behaviors, List<Reject> first) {
    public static final Rejects NONE = new Rejects(0, 0, List.of());

    public Rejects {
        first = List.copyOf(first);
    }

    public long total() {
        return items + behaviors;
    }

    /**
     * @param file or a topic and partition
     * @param line counted from 1, or the offset
     */
    public record Reject(String file, long line, String reason, String message) {
        @Override
        public String toString() {
            return "%s line %d: %s (%s)".formatted(file, line, message, reason);
        }
    }
}
