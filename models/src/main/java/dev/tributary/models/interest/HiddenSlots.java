package dev.tributary.models.interest;

/** The slots that one search must not show, looked up once, since it asks for hundreds. One object serves search after search. For one thread. */
final class HiddenSlots {
    /** By slot: number of the last search that hid it. */
    private int[] hiddenIn = new int[0];

    private int search;

    void search(ScenarioIndex index, long[] itemKeys) {
        search++;
        if (hiddenIn.length < index.end) {
            hiddenIn = new int[index.end + index.end / 2];
        }
        for (long key : itemKeys) {
            int slot = index.slot(key);
            if (slot >= 0) {
                hiddenIn[slot] = search;
            }
        }
    }

    boolean has(int slot) {
        return hiddenIn[slot] == search;
    }
}
