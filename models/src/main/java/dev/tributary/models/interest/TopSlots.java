package dev.tributary.models.interest;

/** Keeps the k slots of highest score, as a binary heap whose root is the lowest kept one. For one thread. */
final class TopSlots {
    private final int[] slots;
    private final float[] scores;
    private int size;

    TopSlots(int k) {
        slots = new int[k];
        scores = new float[k];
    }

    /** @return whether {@link #add} would keep this score; cheap, so that callers filter only what counts */
    boolean wants(float score) {
        return size < slots.length || score > scores[0];
    }

    /** Adds a slot if its score is among the k highest; ties keep what came first. */
    void add(int slot, float score) {
        if (size < slots.length) {
            siftUp(size++, slot, score);
        } else if (size > 0 && score > scores[0]) {
            siftDown(slot, score);
        }
    }

    int size() {
        return size;
    }

    /** @return the slot at a position of the heap, in no useful order */
    int slot(int position) {
        return slots[position];
    }

    private void siftUp(int from, int slot, float score) {
        int position = from;
        while (position > 0 && scores[(position - 1) / 2] > score) {
            move((position - 1) / 2, position);
            position = (position - 1) / 2;
        }
        set(position, slot, score);
    }

    private void siftDown(int slot, float score) {
        int position = 0;
        while (2 * position + 1 < size) {
            int child = 2 * position + 1;
            if (child + 1 < size && scores[child + 1] < scores[child]) {
                child++;
            }
            if (scores[child] >= score) {
                break;
            }
            move(child, position);
            position = child;
        }
        set(position, slot, score);
    }

    private void move(int from, int to) {
        set(to, slots[from], scores[from]);
    }

    private void set(int position, int slot, float score) {
        slots[position] = slot;
        scores[position] = score;
    }
}
