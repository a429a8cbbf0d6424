package dev.tributary.models.interest;

import java.util.Arrays;

/** The items that one slot came after, by their numbers. The oldest link first; a table finds each. */
final class Predecessors {
    private static final long[] NO_LINKS = {};
    /** Nothing is ever written into it. */
    private static final short[] NOTHING_FOUND = new short[4];
    /** Of the golden ratio: spreads numbers that follow each other over the table. */
    private static final int SPREAD = 0x9E3779B9;

    /** Number, and place among its followers, of each. */
    private long[] links = NO_LINKS;

    private int size;
    /** 1 + position in {@link #links}, where the number's hash says or in the next free one after it; 0 where none is. At least half is free. */
    private short[] table = NOTHING_FOUND;

    int size() {
        return size;
    }

    int number(int position) {
        return (int) (links[position] >>> Integer.SIZE);
    }

    int place(int position) {
        return (int) links[position];
    }

    /** @return the place that belongs to a number, or -1 */
    int placeOf(int number) {
        int mask = table.length - 1;
        for (int i = home(number); table[i] != 0; i = (i + 1) & mask) {
            long link = links[table[i] - 1];
            if ((int) (link >>> Integer.SIZE) == number) {
                return (int) link;
            }
        }
        return -1;
    }

    private int home(int number) {
        return number * SPREAD >>> Integer.numberOfLeadingZeros(table.length) + 1;
    }

    /** @param number that is not among them yet; there is room for 32,767 */
    void add(int number, int place) {
        if (size == links.length) {
            links = Arrays.copyOf(links, Math.max(2, 2 * size));
            table = new short[2 * links.length];
            for (int i = 0; i < size; i++) {
                enter(i);
            }
        }
        links[size] = (long) number << Integer.SIZE | place;
        enter(size++);
    }

    private void enter(int position) {
        int mask = table.length - 1;
        int i = home(number(position));
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = (short) (position + 1);
    }

    /** @param kept by position, which of them stay */
    void keep(boolean[] kept) {
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (kept[i]) {
                links[left++] = links[i];
            }
        }
        size = left;
        Arrays.fill(table, (short) 0);
        for (int i = 0; i < size; i++) {
            enter(i);
        }
    }

    void clear() {
        links = NO_LINKS;
        table = NOTHING_FOUND;
        size = 0;
    }
}
