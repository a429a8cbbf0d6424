package dev.tributary.models.interest;

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
 * <p>A link is kept by its predecessor, which searches walk through; its slot knows where, for visits to find it. A visit mostly waits for
 * memory, so each step is done for all predecessors before the next: the processor then waits for many at once. For one thread.
 */
final class Links {
    static final int LIMIT = 256;
    /** How close a visit is to an item before it, relative to the next newer one. */
    private static final float CLOSENESS_DECAY = 0.5f;

    private final Long2ObjectOpenHashMap<Followers> followers = new Long2ObjectOpenHashMap<>();
    /** By their numbers. */
    private @Nullable Followers[] numbered = new Followers[16];

    private final IntArrayList freeNumbers = new IntArrayList();
    private int end;
    /** Scratch of {@link #visit}: each predecessor's followers, and the slot's place in them. */
    private @Nullable Followers[] before = new Followers[UserProfile.LINKED];

    private int[] places = new int[UserProfile.LINKED];

    /**
     * Counts a visit after each of the predecessors.
     *
     * @param after keys of items, newest first
     */
    void visit(int slot, Predecessors predecessorsOfSlot, long[] after) {
        if (before.length < after.length) {
            before = new Followers[after.length];
            places = new int[after.length];
        }
        if (predecessorsOfSlot.size() > LIMIT && predecessorsOfSlot.size() + after.length > 2 * LIMIT) {
            prune(predecessorsOfSlot); // else its arrays would have to be twice as large for a few links
        }
        for (int i = 0; i < after.length; i++) {
            before[i] = followers.get(after[i]);
        }
        for (int i = 0; i < after.length; i++) {
            @Nullable Followers known = before[i];
            places[i] = known == null ? -1 : predecessorsOfSlot.placeOf(known.number);
        }
        float closeness = 1;
        for (int i = 0; i < after.length; i++) {
            @Nullable Followers known = before[i];
            if (known != null && places[i] >= 0) {
                known.increase(places[i], 1, closeness);
            } else {
                link(
                        slot,
                        predecessorsOfSlot,
                        after[i],
                        1,
                        closeness); // looks again: the same item may have come just before
            }
            closeness *= CLOSENESS_DECAY;
        }
        pruneIfFull(predecessorsOfSlot);
    }

    /** @param closeness of the visits to those of the predecessor, summed: 1 for a visit right after it */
    void add(int slot, Predecessors predecessorsOfSlot, long predecessor, float visits, float closeness) {
        link(slot, predecessorsOfSlot, predecessor, visits, closeness);
        pruneIfFull(predecessorsOfSlot);
    }

    private void link(int slot, Predecessors predecessorsOfSlot, long predecessor, float visits, float closeness) {
        @Nullable Followers known = followers.get(predecessor);
        Followers slots = known == null ? begin(predecessor) : known;
        int place = predecessorsOfSlot.placeOf(slots.number);
        if (place >= 0) {
            slots.increase(place, visits, closeness);
        } else {
            predecessorsOfSlot.add(slots.number, slots.add(slot, visits, closeness));
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

    /** @return what visits of a slot taught: the items that it came after, the oldest link first */
    ItemMemory memory(ItemCounts counts, Predecessors predecessorsOfSlot) {
        int size = predecessorsOfSlot.size();
        var keys = new long[size];
        var visits = new float[size];
        var closeness = new float[size];
        for (int i = 0; i < size; i++) {
            Followers slots = followers(predecessorsOfSlot, i);
            int place = predecessorsOfSlot.place(i);
            keys[i] = slots.key;
            visits[i] = slots.visits(place);
            closeness[i] = slots.closeness(place);
        }
        return new ItemMemory(counts, keys, visits, closeness);
    }

    private float[] visits(Predecessors predecessorsOfSlot) {
        var visits = new float[predecessorsOfSlot.size()];
        for (int i = 0; i < visits.length; i++) {
            visits[i] = followers(predecessorsOfSlot, i).visits(predecessorsOfSlot.place(i));
        }
        return visits;
    }

    private Followers followers(Predecessors predecessors, int position) {
        return Objects.requireNonNull(numbered[predecessors.number(position)]);
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
        slots.remove(predecessors.place(position));
        if (slots.size() == 0) {
            followers.remove(slots.key);
            numbered[slots.number] = null;
            freeNumbers.add(slots.number);
        }
    }

    private void pruneIfFull(Predecessors predecessorsOfSlot) {
        if (predecessorsOfSlot.size() >= 2 * LIMIT) {
            prune(predecessorsOfSlot);
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
}
