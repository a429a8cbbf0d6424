package dev.tributary.models.interest;

/**
 * What visits taught about one item: how often it was visited, and after which items.
 *
 * @param predecessors item keys that visits came after
 * @param links number of visits after each of them
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record ItemMemory(ItemCounts counts, long[] predecessors, float[] links) {
    public static final ItemMemory NONE = new ItemMemory(ItemCounts.NONE, new long[0], new float[0]);
}
