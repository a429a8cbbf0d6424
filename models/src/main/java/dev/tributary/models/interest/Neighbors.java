package dev.tributary.models.interest;

import java.util.Arrays;

/**
 * Co-visitation of one search: for each item that came after the user's items, sums of how often. One object serves search after search and
 * knows the last one. For one thread.
 */
final class Neighbors {
    static final int ALL = 0;
    static final int SCENARIO = 1;
    static final int DAY = 2;
    static final int EVEN = 3;
    static final int LAST = 4;
    static final int COUNT = 5;
    static final int CLOSE = 6;
    private static final int WIDTH = 7;
    /** The lowest bits, as many as a position in the trail takes. */
    private static final int POSITION = 2 * Integer.highestOneBit(UserProfile.HISTORY) - 1;

    private static final int FIRST_CAPACITY = 64;

    /** By slot: 1 + its row, or 0. */
    private int[] rows = new int[0];

    private int[] slots = new int[FIRST_CAPACITY];
    /**
     * By row: the largest that one of the user's items adds to {@link #ALL}, as the bits of a float, which are ordered as the float is, if it is
     * not negative. The lowest bits give way to {@link #POSITION} minus the item's: of two that are equal but for these, the newer is larger.
     */
    private int[] strongest = new int[FIRST_CAPACITY];

    private float[] sums = new float[FIRST_CAPACITY * WIDTH];
    private int size;

    /** @param end one more than the largest slot */
    void search(Links links, Interest interest, int end) {
        clear(end);
        for (int i = 0; i < interest.trail().length; i++) {
            add(links.after(interest.trail()[i]), interest, i);
            if (i == 0) {
                keepLast();
            }
        }
    }

    /**
     * The innermost loop of a search, so it works on locals, and a processor need not guess: a sum that an item does not belong to gets 0 instead
     * of being jumped over, a slot is written where a new one would be kept, whether it is new or not, and the strongest is the largest number.
     */
    private void add(Followers followers, Interest interest, int past) {
        int end = followers.end();
        reserve(size + followers.size());
        int[] rowsBySlot = rows;
        int[] slotsByRow = slots;
        int[] strongestByRow = strongest;
        int next = size;
        float[] all = sums;
        float weight = interest.trailWeights()[past];
        float ofScenario = interest.trailInScenario()[past] ? weight : 0;
        float ofDay = interest.at() - interest.trailAt()[past] < ItemCounts.DAY_MS ? weight : 0;
        float even = interest.trailEvenWeights()[past];
        for (int j = 0; j < end; j++) {
            int slot = followers.slot(j);
            if (slot < 0) {
                continue;
            }
            int known = rowsBySlot[slot];
            int isNew = known - 1 >>> Integer.SIZE - 1;
            int row = known - 1 + isNew * (next + 1);
            slotsByRow[next] = slot;
            rowsBySlot[slot] = row + 1;
            next += isNew;
            float visits = followers.visits(j);
            float added = weight * visits;
            int at = row * WIDTH;
            all[at + ALL] += added;
            all[at + SCENARIO] += ofScenario * visits;
            all[at + DAY] += ofDay * visits;
            all[at + EVEN] += even * visits;
            all[at + COUNT]++;
            all[at + CLOSE] += weight * followers.closeness(j);
            int strength = Float.floatToRawIntBits(added) & ~POSITION | POSITION - past;
            strongestByRow[row] = Math.max(strongestByRow[row], strength);
        }
        size = next;
    }

    /** What all rows have after the user's last item comes from it. */
    private void keepLast() {
        for (int row = 0; row < size; row++) {
            sums[row * WIDTH + LAST] = sums[row * WIDTH + ALL];
        }
    }

    private void reserve(int capacity) {
        if (capacity > slots.length) {
            int larger = Math.max(capacity, 2 * slots.length);
            slots = Arrays.copyOf(slots, larger);
            strongest = Arrays.copyOf(strongest, larger);
            sums = Arrays.copyOf(sums, larger * WIDTH);
        }
    }

    private void clear(int end) {
        for (int i = 0; i < size; i++) {
            rows[slots[i]] = 0;
        }
        Arrays.fill(sums, 0, size * WIDTH, 0);
        Arrays.fill(strongest, 0, size, 0);
        size = 0;
        if (rows.length < end) {
            rows = new int[end + end / 2];
        }
    }

    int size() {
        return size;
    }

    /** @return the slot at a position below {@link #size} */
    int slotAt(int position) {
        return slots[position];
    }

    /** @return the sum over all of the user's items of the slot at a position below {@link #size} */
    float sumAt(int position) {
        return sums[position * WIDTH + ALL];
    }

    /** @return whether the slot came after any of the user's items */
    boolean has(int slot) {
        return rows[slot] > 0;
    }

    /** @return 0 if the slot came after none of the user's items */
    float sum(int slot, int which) {
        int row = rows[slot] - 1;
        return row < 0 ? 0 : sums[row * WIDTH + which];
    }

    /** @return what the item that leads to the slot most often adds to its sum, at most eight millionths too small; 0 if the slot came after none */
    float sumOfStrongest(int slot) {
        int row = rows[slot] - 1;
        return row < 0 ? 0 : Float.intBitsToFloat(strongest[row] & ~POSITION);
    }

    /** @return position in {@link Interest#trail} of the item that leads to the slot most often, or -1 */
    int strongest(int slot) {
        int row = rows[slot] - 1;
        return row < 0 || strongest[row] <= POSITION ? -1 : POSITION - (strongest[row] & POSITION);
    }
}
