package dev.tributary.replay.data;

import java.util.List;

/**
 * Lines left out because they could not be read.
 *
 * @param items count of lines of the items file
 * @param behaviors count of lines of the events file
 * @param first the first few of either file, to show to a person
 */
public record Rejects(long items, long behaviors, List<Reject> first) {
    public static final Rejects NONE = new Rejects(0, 0, List.of());

    public Rejects {
        first = List.copyOf(first);
    }

    public long total() {
        return items + behaviors;
    }

    /** @param line counted from 1 */
    public record Reject(String file, long line, String reason, String message) {
        @Override
        public String toString() {
            return "%s line %d: %s (%s)".formatted(file, line, message, reason);
        }
    }
}
