package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
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
    void add(int slot, Predecessors predecessorsOfSlot, long predecessor, float visits, float closeness) {
        Followers slots = followers.computeIfAbsent(predecessor, key -> new Followers());
        int position = slots.position(slot);
        if (position >= 0) {
            slots.increase(position, visits, closeness);
            predecessorsOfSlot.increase(slots.link(position), visits, closeness);
            return;
        }
        slots.add(slot, visits, closeness, predecessorsOfSlot.size());
        predecessorsOfSlot.add(predecessor, visits, closeness);
        if (predecessorsOfSlot.size() >= 2 * LIMIT) {
            prune(slot, predecessorsOfSlot);
        }
    }

    /** @return visits of each slot after a visit of the item; empty if none */
    Followers after(long predecessor) {
        @Nullable Followers slots = followers.get(predecessor);
        return slots == null ? Followers.NONE : slots;
    }

    void removeSlot(int slot, Predecessors predecessorsOfSlot) {
        for (int i = 0; i < predecessorsOfSlot.size(); i++) {
            remove(slot, predecessorsOfSlot.key(i));
        }
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

    private void prune(int slot, Predecessors predecessorsOfSlot) {
        float[] sorted = predecessorsOfSlot.visits();
        Arrays.sort(sorted);
        float least = sorted[sorted.length - LIMIT];
        int ofLeast = 0; // how many of the least frequent stay
        for (int i = sorted.length - LIMIT; i < sorted.length && sorted[i] == least; i++) {
            ofLeast++;
        }
        var kept = new boolean[sorted.length];
        // from the end: among equals, the latest links are kept
        for (int i = sorted.length - 1; i >= 0; i--) {
            float visits = predecessorsOfSlot.visits(i);
            kept[i] = visits > least || (visits == least && ofLeast-- > 0);
        }
        int size = 0;
        for (int i = 0; i < kept.length; i++) {
            long predecessor = predecessorsOfSlot.key(i);
            if (!kept[i]) {
                remove(slot, predecessor);
                continue;
            }
            if (size < i) {
                predecessorsOfSlot.move(i, size);
                Followers slots = after(predecessor);
                slots.relink(slots.position(slot), size);
            }
            size++;
        }
        predecessorsOfSlot.truncate(size);
    }

    /** The items that one slot came after. The same numbers as in {@link Followers}, so that they can be saved without a search. */
    static final class Predecessors {
        private long[] keys = new long[0];
        private float[] visits = new float[0];
        private float[] closeness = new float[0];
        private int size;

        int size() {
            return size;
        }

        long[] keys() {
            return Arrays.copyOf(keys, size);
        }

        float[] visits() {
            return Arrays.copyOf(visits, size);
        }

        float[] closeness() {
            return Arrays.copyOf(closeness, size);
        }

        private long key(int position) {
            return keys[position];
        }

        private float visits(int position) {
            return visits[position];
        }

        private void add(long key, float added, float addedCloseness) {
            if (size == keys.length) {
                int larger = Math.max(2, 2 * size);
                keys = Arrays.copyOf(keys, larger);
                visits = Arrays.copyOf(visits, larger);
                closeness = Arrays.copyOf(closeness, larger);
            }
            keys[size] = key;
            visits[size] = added;
            closeness[size++] = addedCloseness;
        }

        private void increase(int position, float added, float addedCloseness) {
            visits[position] += added;
            closeness[position] += addedCloseness;
        }

        private void move(int from, int to) {
            keys[to] = keys[from];
            visits[to] = visits[from];
            closeness[to] = closeness[from];
        }

        private void truncate(int to) {
            size = to;
        }

        private void clear() {
            size = 0;
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
        /** Where the slot's {@link Predecessors} have this link. */
        private int[] links = new int[2];

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

        private int link(int position) {
            return links[position];
        }

        private void relink(int position, int link) {
            links[position] = link;
        }

        private void increase(int position, float added, float addedCloseness) {
            visits[position] += added;
            closeness[position] += addedCloseness;
        }

        /** A slot that is not among them yet. */
        private void add(int slot, float added, float addedCloseness, int link) {
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
                visits = Arrays.copyOf(visits, 2 * size);
                closeness = Arrays.copyOf(closeness, 2 * size);
                links = Arrays.copyOf(links, 2 * size);
            }
            put(size++, slot, added, addedCloseness, link);
            if (size == FEW + 1) {
                positions = new Int2IntOpenHashMap(slots.length);
                positions.defaultReturnValue(-1);
                for (int i = 0; i < size; i++) {
                    positions.put(slots[i], i);
                }
            }
        }

        private void remove(int slot) {
            int position = position(slot);
            if (position < 0) {
                return;
            }
            size--;
            put(position, slots[size], visits[size], closeness[size], links[size]);
            if (positions != null) {
                positions.remove(slot);
            }
        }

        private void put(int position, int slot, float count, float close, int link) {
            slots[position] = slot;
            visits[position] = count;
            closeness[position] = close;
            links[position] = link;
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
