package dev.tributary.models.interest;

import java.util.Arrays;

/** The slots that one search's sources propose, and which source each. One object serves search after search. For one thread. */
final class Proposals {
    /** By slot: {@link Source#bit bits} of the sources. */
    private int[] sources = new int[0];

    private int[] slots = new int[0];
    private int size;

    /** @param end one more than the largest slot */
    void clear(int end) {
        for (int i = 0; i < size; i++) {
            sources[slots[i]] = 0;
        }
        size = 0;
        if (sources.length < end) {
            sources = new int[end + end / 2];
            slots = new int[sources.length];
        }
    }

    void add(int slot, Source source) {
        if (sources[slot] == 0) {
            slots[size++] = slot;
        }
        sources[slot] |= source.bit();
    }

    /** @return each proposed slot once */
    int[] slots() {
        return Arrays.copyOf(slots, size);
    }

    /** @return bits of the sources that proposed the slot */
    int sources(int slot) {
        return sources[slot];
    }
}
