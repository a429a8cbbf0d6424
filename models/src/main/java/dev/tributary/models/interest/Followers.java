package dev.tributary.models.interest;

import java.util.Arrays;

/**
 * The slots that came after one item, in arrays, since every search walks through those of all the user's items. A link never moves, so its
 * slot can say where it is; the place of one that left is taken by the next that comes. The arrays never shrink, as nearly as many come as
 * leave.
 */
final class Followers {
    static final Followers NONE = new Followers(0, -1);
    /** Visits and closeness of each. */
    private static final int WIDTH = 2;

    private static final int NO_PLACE = -1;

    final long key;
    final int number;
    /** By place. Negative where no link is: -2 minus the next such place. */
    private int[] slots = new int[2];

    private float[] sums = new float[2 * WIDTH];
    private int end;
    private int size;
    private int free = NO_PLACE;

    Followers(long key, int number) {
        this.key = key;
        this.number = number;
    }

    int size() {
        return size;
    }

    /** @return one more than the last place */
    int end() {
        return end;
    }

    /** @return the slot at a place below {@link #end}; negative if there is none */
    int slot(int place) {
        return slots[place];
    }

    /** @return visits of the slot at a place */
    float visits(int place) {
        return sums[place * WIDTH];
    }

    /** @return the same visits, each counted as much as it was close to the item's own */
    float closeness(int place) {
        return sums[place * WIDTH + 1];
    }

    void increase(int place, float visits, float closeness) {
        sums[place * WIDTH] += visits;
        sums[place * WIDTH + 1] += closeness;
    }

    /** A slot that is not among them yet. @return its place, as long as it stays */
    int add(int slot, float visits, float closeness) {
        int place = free;
        if (place == NO_PLACE) {
            place = end++;
            if (place == slots.length) {
                slots = Arrays.copyOf(slots, 2 * place);
                sums = Arrays.copyOf(sums, 2 * place * WIDTH);
            }
        } else {
            free = -2 - slots[place];
        }
        size++;
        slots[place] = slot;
        sums[place * WIDTH] = visits;
        sums[place * WIDTH + 1] = closeness;
        return place;
    }

    void remove(int place) {
        slots[place] = -2 - free;
        free = place;
        size--;
    }
}
