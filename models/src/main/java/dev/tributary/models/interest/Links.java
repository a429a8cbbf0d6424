package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Directed co-visitation of one scenario's items: how many visits of a slot came shortly after a visit of another item.
 *
 * <p>Only "after" is kept: on the data sets of {@code docs/evaluation.md} it predicts better than counting both directions, and a visit
 * then concerns its own item alone. Each slot keeps at most {@value #LIMIT} predecessors, the most frequent ones.
 *
 * <p>A link is kept twice: by its slot, where visits look it up and where it is saved from, and by its predecessor, which searches walk through.
 * Each side knows where the other has it. For one thread.
 */
final class Links {
    static final int LIMIT = 256;

    private final Long2ObjectOpenHashMap<Followers> followers = new Long2ObjectOpenHashMap<>();

    /** @param closeness of the visits to those of the predecessor, summed: 1 for a visit right after it */
    void add(int slot, Predecessors predecessorsOfSlot, long predecessor, float visits, float closeness) {
        int known = predecessorsOfSlot.position(predecessor);
        if (known >= 0) {
            predecessorsOfSlot.increase(known, visits, closeness);
            return;
        }
        Followers slots = followers.computeIfAbsent(predecessor, key -> new Followers());
        int place = slots.add(slot, visits, closeness, predecessorsOfSlot);
        predecessorsOfSlot.add(predecessor, visits, closeness, slots, place);
        if (predecessorsOfSlot.size() >= 2 * LIMIT) {
            prune(predecessorsOfSlot);
        }
    }

    /** @return visits of each slot after a visit of the item; empty if none */
    Followers after(long predecessor) {
        @Nullable Followers slots = followers.get(predecessor);
        return slots == null ? Followers.NONE : slots;
    }

    void removeSlot(Predecessors predecessorsOfSlot) {
        for (int i = 0; i < predecessorsOfSlot.size(); i++) {
            remove(predecessorsOfSlot, i);
        }
        predecessorsOfSlot.truncate(0);
    }

    /** On the predecessor's side only. */
    private void remove(Predecessors predecessors, int position) {
        Followers slots = predecessors.followers[position];
        slots.remove(predecessors.places[position]);
        if (slots.size() == 0) {
            followers.remove(predecessors.keys[position]);
        }
    }

    private void prune(Predecessors predecessorsOfSlot) {
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
            float visits = predecessorsOfSlot.visits[i];
            kept[i] = visits > least || (visits == least && ofLeast-- > 0);
        }
        int size = 0;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                predecessorsOfSlot.move(i, size++);
            } else {
                remove(predecessorsOfSlot, i);
            }
        }
        predecessorsOfSlot.truncate(size);
    }

    /** The items that one slot came after. */
    static final class Predecessors {
        /** Up to this many are found by looking at each. */
        private static final int FEW = 16;

        private long[] keys = new long[0];
        private float[] visits = new float[0];
        private float[] closeness = new float[0];
        /** The other side of each link. */
        private Followers[] followers = new Followers[0];
        /** Where it is there. */
        private int[] places = new int[0];

        private int size;
        private @Nullable Long2IntOpenHashMap positions;

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

        private int position(long key) {
            if (positions != null) {
                return positions.get(key);
            }
            for (int i = 0; i < size; i++) {
                if (keys[i] == key) {
                    return i;
                }
            }
            return -1;
        }

        private void add(long key, float added, float addedCloseness, Followers slots, int place) {
            if (size == keys.length) {
                int larger = Math.max(2, 2 * size);
                keys = Arrays.copyOf(keys, larger);
                visits = Arrays.copyOf(visits, larger);
                closeness = Arrays.copyOf(closeness, larger);
                followers = Arrays.copyOf(followers, larger);
                places = Arrays.copyOf(places, larger);
            }
            keys[size] = key;
            visits[size] = added;
            closeness[size] = addedCloseness;
            followers[size] = slots;
            places[size++] = place;
            if (positions != null) {
                positions.put(key, size - 1);
            } else if (size > FEW) {
                find();
            }
        }

        private void find() {
            positions = new Long2IntOpenHashMap(size);
            positions.defaultReturnValue(-1);
            for (int i = 0; i < size; i++) {
                positions.put(keys[i], i);
            }
        }

        private void increase(int position, float added, float addedCloseness) {
            visits[position] += added;
            closeness[position] += addedCloseness;
            followers[position].increase(places[position], added, addedCloseness);
        }

        private void move(int from, int to) {
            keys[to] = keys[from];
            visits[to] = visits[from];
            closeness[to] = closeness[from];
            followers[to] = followers[from];
            places[to] = places[from];
            followers[to].links[places[to]] = to;
        }

        private void truncate(int to) {
            Arrays.fill(followers, to, size, null);
            size = to;
            positions = null;
            if (size > FEW) {
                find();
            }
        }
    }

    /** The slots that came after one item, in arrays, since every search walks through those of all the user's items. */
    static final class Followers {
        private static final Followers NONE = new Followers();
        /** Visits and closeness of each. */
        private static final int WIDTH = 2;

        private int[] slots = new int[2];
        private float[] sums = new float[2 * WIDTH];
        /** The other side of each link. */
        private Predecessors[] owners = new Predecessors[2];
        /** Where it is there. */
        private int[] links = new int[2];

        private int size;

        int size() {
            return size;
        }

        /** @return the slot at a position below {@link #size} */
        int slot(int position) {
            return slots[position];
        }

        /** @return visits of the slot at a position below {@link #size} */
        float visits(int position) {
            return sums[position * WIDTH];
        }

        /** @return the same visits, each counted as much as it was close to the item's own */
        float closeness(int position) {
            return sums[position * WIDTH + 1];
        }

        private void increase(int position, float added, float addedCloseness) {
            sums[position * WIDTH] += added;
            sums[position * WIDTH + 1] += addedCloseness;
        }

        /** A slot that is not among them yet, whose side of the link comes next. @return its position */
        private int add(int slot, float visits, float closeness, Predecessors owner) {
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
                sums = Arrays.copyOf(sums, 2 * size * WIDTH);
                owners = Arrays.copyOf(owners, 2 * size);
                links = Arrays.copyOf(links, 2 * size);
            }
            slots[size] = slot;
            sums[size * WIDTH] = visits;
            sums[size * WIDTH + 1] = closeness;
            owners[size] = owner;
            links[size] = owner.size();
            return size++;
        }

        /** The last one takes its place. */
        private void remove(int position) {
            size--;
            slots[position] = slots[size];
            sums[position * WIDTH] = sums[size * WIDTH];
            sums[position * WIDTH + 1] = sums[size * WIDTH + 1];
            owners[position] = owners[size];
            links[position] = links[size];
            owners[position].places[links[position]] = position;
            owners[size] = null;
        }
    }
}
