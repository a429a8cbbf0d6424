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
    static final int STRONGEST = 3;
    static final int EVEN = 4;
    static final int LAST = 5;
    static final int COUNT = 6;
    static final int CLOSE = 7;
    private static final int WIDTH = 8;
    private static final int FIRST_CAPACITY = 64;

    /** By slot: 1 + its row, or 0. */
    private int[] rows = new int[0];

    private int[] slots = new int[FIRST_CAPACITY];
    private int[] strongest = new int[FIRST_CAPACITY];
    private float[] sums = new float[FIRST_CAPACITY * WIDTH];
    private int size;

    /** @param end one more than the largest slot */
    void search(Links links, Interest interest, int end) {
        clear(end);
        for (int i = 0; i < interest.trail().length; i++) {
            Links.Followers followers = links.after(interest.trail()[i]);
            float weight = interest.trailWeights()[i];
            float evenWeight = interest.trailEvenWeights()[i];
            boolean inScenario = interest.trailInScenario()[i];
            boolean ofDay = interest.at() - interest.trailAt()[i] < ItemCounts.DAY_MS;
            for (int j = 0; j < followers.size(); j++) {
                int row = row(followers.slot(j));
                add(row, weight * followers.visits(j), i, inScenario, ofDay);
                sums[row * WIDTH + EVEN] += evenWeight * followers.visits(j);
                sums[row * WIDTH + COUNT]++;
                sums[row * WIDTH + CLOSE] += weight * followers.closeness(j);
            }
        }
    }

    private void clear(int end) {
        for (int i = 0; i < size; i++) {
            rows[slots[i]] = 0;
        }
        Arrays.fill(sums, 0, size * WIDTH, 0);
        size = 0;
        if (rows.length < end) {
            rows = new int[end + end / 2];
        }
    }

    private int row(int slot) {
        int known = rows[slot] - 1;
        if (known >= 0) {
            return known;
        }
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            strongest = Arrays.copyOf(strongest, 2 * size);
            sums = Arrays.copyOf(sums, 2 * size * WIDTH);
        }
        slots[size] = slot;
        rows[slot] = size + 1;
        return size++;
    }

    private void add(int row, float added, int past, boolean inScenario, boolean ofDay) {
        int at = row * WIDTH;
        sums[at + ALL] += added;
        if (past == 0) {
            sums[at + LAST] += added;
        }
        if (inScenario) {
            sums[at + SCENARIO] += added;
        }
        if (ofDay) {
            sums[at + DAY] += added;
        }
        if (added > sums[at + STRONGEST]) {
            sums[at + STRONGEST] = added;
            strongest[row] = past;
        }
    }

    int size() {
        return size;
    }

    /** @return the slot at a position below {@link #size} */
    int slotAt(int position) {
        return slots[position];
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

    /** @return position in {@link Interest#trail} of the item that leads to the slot most often, or -1 */
    int strongest(int slot) {
        int row = rows[slot] - 1;
        return row < 0 || sums[row * WIDTH + STRONGEST] == 0 ? -1 : strongest[row];
    }
}
