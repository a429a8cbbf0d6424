package dev.tributary.models.interest;

import java.util.Objects;

/**
 * What visits taught about one item: how often it was visited, and after which items.
 *
 * @param predecessors item keys that visits came after
 * @param links number of visits after each of them
 * @param closeness the same visits, each counted as much as it was close; all 0 where an older version did not count that
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record ItemMemory(ItemCounts counts, long[] predecessors, float[] links, float[] closeness) {
    public static final ItemMemory NONE = new ItemMemory(ItemCounts.NONE, new long[0], new float[0], new float[0]);

    public ItemMemory {
        closeness = Objects.requireNonNullElseGet(closeness, () -> new float[predecessors.length]);
    }
}
