package dev.tributary.job.profile;

import java.util.Arrays;

/**
 * Items a user has acted on, per scenario that forbids repeats, as 64-bit keys in the order of arrival. At most {@code consumed-limit} of them.
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record Consumed(long[] keys) {
    static final Consumed NONE = new Consumed(new long[0]);

    /** @return the same object if the key is there already */
    Consumed add(long key, int limit) {
        for (long known : keys) {
            if (known == key) {
                return this;
            }
        }
        int kept = Math.min(keys.length, limit - 1);
        long[] after = new long[kept + 1];
        System.arraycopy(keys, keys.length - kept, after, 0, kept);
        after[kept] = key;
        return new Consumed(after);
    }

    long[] sorted() {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public String toString() {
        return "Consumed[" + keys.length + " items]";
    }
}
