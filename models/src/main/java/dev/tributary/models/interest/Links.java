package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Directed co-visitation of one scenario's items: how many visits of a slot came shortly after a visit of another item.
 *
 * <p>Only "after" is kept: on the data sets of {@code docs/evaluation.md} it predicts better than counting both directions, and a visit
 * then concerns its own item alone. Each slot keeps at most {@value #LIMIT} predecessors, the most frequent ones. For one thread.
 */
final class Links {
    static final int LIMIT = 256;

    private final Long2ObjectOpenHashMap<Followers> followers = new Long2ObjectOpenHashMap<>();

    /** @param closeness of the visits to those of the predecessor, summed: 1 for a visit right after it */
    void add(int slot, LongArrayList predecessorsOfSlot, long predecessor, float visits, float closeness) {
        if (followers.computeIfAbsent(predecessor, key -> new Followers()).add(slot, visits, closeness)) {
            predecessorsOfSlot.add(predecessor);
        }
        if (predecessorsOfSlot.size() >= 2 * LIMIT) {
            prune(slot, predecessorsOfSlot);
        }
    }

    /** @return visits of each slot after a visit of the item; empty if none */
    Followers after(long predecessor) {
        @Nullable Followers slots = followers.get(predecessor);
        return slots == null ? Followers.NONE : slots;
    }

    float count(int slot, long predecessor) {
        Followers slots = after(predecessor);
        int position = slots.position(slot);
        return position < 0 ? 0 : slots.visits(position);
    }

    float closeness(int slot, long predecessor) {
        Followers slots = after(predecessor);
        int position = slots.position(slot);
        return position < 0 ? 0 : slots.closeness(position);
    }

    void removeSlot(int slot, LongArrayList predecessorsOfSlot) {
        predecessorsOfSlot.forEach(predecessor -> remove(slot, predecessor));
        predecessorsOfSlot.clear();
    }

    private void remove(int slot, long predecessor) {
        @Nullable Followers slots = followers.get(predecessor);
        if (slots != null) {
            slots.remove(slot);
            if (slots.size() == 0) {
                followers.remove(predecessor);
            }
        }
    }

    private void prune(int slot, LongArrayList predecessorsOfSlot) {
        long[] keys = predecessorsOfSlot.toLongArray();
        var counts = new float[keys.length];
        for (int i = 0; i < keys.length; i++) {
            counts[i] = count(slot, keys[i]);
        }
        float[] sorted = counts.clone();
        Arrays.sort(sorted);
        float least = sorted[sorted.length - LIMIT];
        int ofLeast = 0; // how many of the least frequent stay
        for (int i = sorted.length - LIMIT; i < sorted.length && sorted[i] == least; i++) {
            ofLeast++;
        }
        var kept = new boolean[keys.length];
        // from the end: among equals, the latest links are kept
        for (int i = keys.length - 1; i >= 0; i--) {
            kept[i] = counts[i] > least || (counts[i] == least && ofLeast-- > 0);
        }
        predecessorsOfSlot.clear();
        for (int i = 0; i < keys.length; i++) {
            if (kept[i]) {
                predecessorsOfSlot.add(keys[i]);
            } else {
                remove(slot, keys[i]);
            }
        }
    }

    /** The slots that came after one item, in arrays, since every search walks through those of all the user's items. */
    static final class Followers {
        private static final Followers NONE = new Followers();
        /** Up to this many are found by looking at each. */
        private static final int FEW = 16;

        private int[] slots = new int[2];
        private float[] visits = new float[2];
        private float[] closeness = new float[2];
        private int size;
        private @Nullable Int2IntOpenHashMap positions;

        int size() {
            return size;
        }

        /** @return the slot at a position below {@link #size} */
        int slot(int position) {
            return slots[position];
        }

        /** @return visits of the slot at a position below {@link #size} */
        float visits(int position) {
            return visits[position];
        }

        /** @return the same visits, each counted as much as it was close to the item's own */
        float closeness(int position) {
            return closeness[position];
        }

        /** @return whether the slot is new */
        private boolean add(int slot, float added, float addedCloseness) {
            int position = position(slot);
            if (position >= 0) {
                visits[position] += added;
                closeness[position] += addedCloseness;
                return false;
            }
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
                visits = Arrays.copyOf(visits, 2 * size);
                closeness = Arrays.copyOf(closeness, 2 * size);
            }
            put(size++, slot, added, addedCloseness);
            if (size == FEW + 1) {
                positions = new Int2IntOpenHashMap(slots.length);
                positions.defaultReturnValue(-1);
                for (int i = 0; i < size; i++) {
                    positions.put(slots[i], i);
                }
            }
            return true;
        }

        private void remove(int slot) {
            int position = position(slot);
            if (position < 0) {
                return;
            }
            size--;
            put(position, slots[size], visits[size], closeness[size]);
            if (positions != null) {
                positions.remove(slot);
            }
        }

        private void put(int position, int slot, float count, float close) {
            slots[position] = slot;
            visits[position] = count;
            closeness[position] = close;
            if (positions != null) {
                positions.put(slot, position);
            }
        }

        private int position(int slot) {
            if (positions != null) {
                return positions.get(slot);
            }
            for (int i = 0; i < size; i++) {
                if (slots[i] == slot) {
                    return i;
                }
            }
            return -1;
        }
    }
}
