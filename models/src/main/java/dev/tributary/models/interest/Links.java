package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Directed co-visitation of one scenario's items: how many visits of a slot came shortly after a visit of another item.
 *
 * <p>Only "after" is kept: on the data sets of {@code docs/evaluation.md} it predicts better than counting both directions, and a visit
 * then concerns its own item alone. Each slot keeps at most {@value #LIMIT} predecessors, the most frequent ones.
 *
 * <p>A link is kept by its predecessor, which searches walk through; its slot knows where, for visits to find it. The fewer places in memory a
 * visit touches for each of its predecessors, the faster it is: it waits for memory, not for the processor. For one thread.
 */
final class Links {
    static final int LIMIT = 256;

    private final Long2ObjectOpenHashMap<Followers> followers = new Long2ObjectOpenHashMap<>();
    /** By their numbers. */
    private @Nullable Followers[] numbered = new Followers[16];

    private final IntArrayList freeNumbers = new IntArrayList();
    private int end;

    /** @param closeness of the visits to those of the predecessor, summed: 1 for a visit right after it */
    void add(int slot, Predecessors predecessorsOfSlot, long predecessor, float visits, float closeness) {
        @Nullable Followers known = followers.get(predecessor);
        Followers slots = known == null ? begin(predecessor) : known;
        int place = predecessorsOfSlot.place(slots.number);
        if (place >= 0) {
            slots.increase(place, visits, closeness);
            return;
        }
        predecessorsOfSlot.add(slots.number, slots.add(slot, visits, closeness, predecessorsOfSlot));
        if (predecessorsOfSlot.size() >= 2 * LIMIT) {
            prune(predecessorsOfSlot);
        }
    }

    private Followers begin(long predecessor) {
        int number = freeNumbers.isEmpty() ? end++ : freeNumbers.popInt();
        if (number == numbered.length) {
            numbered = Arrays.copyOf(numbered, 2 * number);
        }
        var begun = new Followers(predecessor, number);
        numbered[number] = begun;
        followers.put(predecessor, begun);
        return begun;
    }

    /** @return visits of each slot after a visit of the item; empty if none */
    Followers after(long predecessor) {
        @Nullable Followers slots = followers.get(predecessor);
        return slots == null ? Followers.NONE : slots;
    }

    /** @return keys of the items that a slot came after, the oldest link first */
    long[] keys(Predecessors predecessorsOfSlot) {
        var keys = new long[predecessorsOfSlot.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = followers(predecessorsOfSlot, i).key;
        }
        return keys;
    }

    /** @return visits after each of {@link #keys} */
    float[] visits(Predecessors predecessorsOfSlot) {
        var visits = new float[predecessorsOfSlot.size()];
        for (int i = 0; i < visits.length; i++) {
            visits[i] = followers(predecessorsOfSlot, i).visits(predecessorsOfSlot.placeAt(i));
        }
        return visits;
    }

    /** @return the same visits, each counted as much as it was close */
    float[] closeness(Predecessors predecessorsOfSlot) {
        var closeness = new float[predecessorsOfSlot.size()];
        for (int i = 0; i < closeness.length; i++) {
            closeness[i] = followers(predecessorsOfSlot, i).closeness(predecessorsOfSlot.placeAt(i));
        }
        return closeness;
    }

    private Followers followers(Predecessors predecessors, int position) {
        return Objects.requireNonNull(numbered[predecessors.numbers[position]]);
    }

    void removeSlot(Predecessors predecessorsOfSlot) {
        for (int i = 0; i < predecessorsOfSlot.size(); i++) {
            remove(predecessorsOfSlot, i);
        }
        predecessorsOfSlot.clear();
    }

    /** On the predecessor's side only. */
    private void remove(Predecessors predecessors, int position) {
        Followers slots = followers(predecessors, position);
        slots.remove(predecessors.placeAt(position));
        if (slots.size() == 0) {
            followers.remove(slots.key);
            numbered[slots.number] = null;
            freeNumbers.add(slots.number);
        }
    }

    private void prune(Predecessors predecessorsOfSlot) {
        float[] visits = visits(predecessorsOfSlot);
        float least = largest(visits.clone(), LIMIT);
        int ofLeast = LIMIT; // how many of the least frequent stay
        for (float ofOne : visits) {
            ofLeast -= ofOne > least ? 1 : 0;
        }
        var kept = new boolean[visits.length];
        // from the end: among equals, the latest links are kept
        for (int i = visits.length - 1; i >= 0; i--) {
            kept[i] = visits[i] > least || (visits[i] == least && ofLeast-- > 0);
            if (!kept[i]) {
                remove(predecessorsOfSlot, i);
            }
        }
        predecessorsOfSlot.keep(kept);
    }

    /**
     * Hoare's selection.
     *
     * @param values are put in another order
     * @return the one that is larger than all but {@code rank - 1}
     */
    private static float largest(float[] values, int rank) {
        int wanted = values.length - rank;
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            float pivot = values[(from + to) >>> 1];
            int low = from;
            int high = to;
            while (low <= high) {
                while (values[low] < pivot) {
                    low++;
                }
                while (values[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    float swapped = values[low];
                    values[low++] = values[high];
                    values[high--] = swapped;
                }
            }
            if (wanted <= high) {
                to = high;
            } else if (wanted >= low) {
                from = low;
            } else {
                return values[wanted];
            }
        }
        return values[wanted];
    }

    /** The items that one slot came after. */
    static final class Predecessors {
        /** Of those who have the links, the oldest link first. */
        private int[] numbers = new int[0];

        private int size;
        /** Where each has it; null before the first link. */
        private @Nullable Int2IntOpenHashMap places;

        int size() {
            return size;
        }

        /** @return -1 if there is no such link */
        private int place(int number) {
            return places == null ? -1 : places.get(number);
        }

        private int placeAt(int position) {
            return place(numbers[position]);
        }

        private void add(int number, int place) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(2, 2 * size));
            }
            numbers[size++] = number;
            places().put(number, place);
        }

        private Int2IntOpenHashMap places() {
            if (places == null) {
                places = new Int2IntOpenHashMap(2);
                places.defaultReturnValue(-1);
            }
            return places;
        }

        private void keep(boolean[] kept) {
            int left = 0;
            for (int i = 0; i < kept.length; i++) {
                if (kept[i]) {
                    numbers[left++] = numbers[i];
                } else {
                    places().remove(numbers[i]);
                }
            }
            size = left;
        }

        private void clear() {
            size = 0;
            places = null;
        }
    }

    /** The slots that came after one item, in arrays, since every search walks through those of all the user's items. */
    static final class Followers {
        private static final Followers NONE = new Followers(0, -1);
        /** Visits and closeness of each. */
        private static final int WIDTH = 2;

        private final long key;
        private final int number;
        private int[] slots = new int[2];
        private float[] sums = new float[2 * WIDTH];
        /** The slots' sides of the links. */
        private Predecessors[] owners = new Predecessors[2];

        private int size;

        private Followers(long key, int number) {
            this.key = key;
            this.number = number;
        }

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

        /** A slot that is not among them yet. @return its position */
        private int add(int slot, float visits, float closeness, Predecessors owner) {
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
                sums = Arrays.copyOf(sums, 2 * size * WIDTH);
                owners = Arrays.copyOf(owners, 2 * size);
            }
            slots[size] = slot;
            sums[size * WIDTH] = visits;
            sums[size * WIDTH + 1] = closeness;
            owners[size] = owner;
            return size++;
        }

        /** The last one takes its place. */
        private void remove(int position) {
            size--;
            if (position < size) {
                slots[position] = slots[size];
                sums[position * WIDTH] = sums[size * WIDTH];
                sums[position * WIDTH + 1] = sums[size * WIDTH + 1];
                owners[position] = owners[size];
                owners[position].places().put(number, position);
            }
            owners[size] = null;
        }
    }
}
