package dev.tributary.models.interest;

/**
 * Keeps the k slots of highest score; of equal scores, the lower slots. What may be among them gathers in an array, and whenever twice k have
 * come, the lower half is thrown away: a few comparisons an addition, where a heap makes as many as it is deep, each in a place that the
 * processor cannot foresee. For one thread.
 */
final class TopSlots {
    private static final int LEAST_CAPACITY = 16;

    private final int k;
    /** Score and slot in one number, ordered as they are. */
    private final long[] found;

    private int size;
    /** What is not above it is not among the k highest. */
    private long bar;
    /** The score of the bar: what is below it need not be looked at more closely. */
    private float least = Float.NEGATIVE_INFINITY;

    TopSlots(int k) {
        this.k = k;
        found = new long[Math.max(2 * k, LEAST_CAPACITY)];
        bar = k == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /** @return whether {@link #add} may keep this slot; cheap, so that callers filter only what counts */
    boolean wants(int slot, float score) {
        return score >= least && pair(slot, score) > bar;
    }

    /** @return a score such that no slot below it is kept; it rises while slots are added */
    float least() {
        return least;
    }

    /** Adds a slot if its score is among the k highest. */
    void add(int slot, float score) {
        long pair = pair(slot, score);
        if (pair > bar) {
            found[size++] = pair;
            if (size == found.length) {
                select();
            }
        }
    }

    /** @return the slots of the k highest scores added so far, all of them if they are fewer, in no useful order */
    int[] slots() {
        select();
        var slots = new int[size];
        for (int i = 0; i < size; i++) {
            slots[i] = slot(found[i]);
        }
        return slots;
    }

    /** @return whether k slots were added */
    boolean isFull() {
        return size >= k;
    }

    /** The score in the upper half, as an integer of the same order; the slot in the lower one, inverted. */
    static long pair(int slot, float score) {
        int bits = Float.floatToRawIntBits(score);
        return (long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << Integer.SIZE | (~slot & 0xffff_ffffL);
    }

    static int slot(long pair) {
        return ~(int) pair;
    }

    static float score(long pair) {
        int bits = (int) (pair >> Integer.SIZE);
        return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }

    /** Quickselect (Hoare, 1961): moves the k highest to the front, the lowest of them last, and drops the rest. */
    private void select() {
        if (size <= k) {
            return;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            long pivot = median(found[low], found[(low + high) >>> 1], found[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (found[i] > pivot) {
                    i++;
                }
                while (found[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = found[i];
                    found[i++] = found[j];
                    found[j--] = swapped;
                }
            }
            if (k - 1 <= j) {
                high = j;
            } else if (k - 1 >= i) {
                low = i;
            } else {
                break;
            }
        }
        size = k;
        bar = found[k - 1];
        least = score(bar);
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
