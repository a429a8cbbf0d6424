package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import java.util.function.IntPredicate;

/**
 * The slots of highest score, kept in order while scores change, so that a search looks at few of them. Exact: where those that are kept are not
 * enough, the search looks at all slots; once if many of those that led have fallen or were removed, each time if so many lead that may not be
 * shown, as when a thousand items are announced for later. For one thread.
 */
final class Leaders {
    /** Between so many and twice as many are kept; fewer if there are no more, or if some fell since. */
    static final int KEPT = 1_024;

    private static final long NOT_KEPT = Long.MIN_VALUE;

    private final Scores scores;
    /** Score and slot in one number, as {@link TopSlots} orders them; the highest first. */
    private final long[] kept = new long[2 * KEPT];

    private int size;
    /** What each kept slot is kept as. */
    private final Int2LongOpenHashMap bySlot = new Int2LongOpenHashMap();
    /** No slot stands above it but those that are kept. */
    private long bar = Long.MIN_VALUE;

    /** @param scores as they are now; negative infinity for a slot that must not lead */
    Leaders(Scores scores) {
        this.scores = scores;
        bySlot.defaultReturnValue(NOT_KEPT);
    }

    /** The score of a slot, as {@link TopSlots} compares it. */
    @FunctionalInterface
    interface Scores {
        float of(int slot);
    }

    /** The score of a slot is another one now; to be told of each. */
    void changed(int slot) {
        long before = bySlot.get(slot);
        float score = scores.of(slot);
        long now = score == Float.NEGATIVE_INFINITY ? NOT_KEPT : TopSlots.pair(slot, score);
        if (before == NOT_KEPT) {
            if (now > bar) {
                keep(slot, now);
            }
        } else if (now == NOT_KEPT) {
            int place = above(before);
            System.arraycopy(kept, place + 1, kept, place, size - place - 1);
            size--;
            bySlot.remove(slot);
        } else if (now != before) {
            move(above(before), now);
            bySlot.put(slot, now);
        }
    }

    private void keep(int slot, long now) {
        if (size == kept.length) {
            bar = Math.max(bar, kept[KEPT]);
            while (size > KEPT) {
                bySlot.remove(TopSlots.slot(kept[--size]));
            }
            if (now <= bar) {
                return;
            }
        }
        int place = above(now);
        System.arraycopy(kept, place, kept, place + 1, size - place);
        kept[place] = now;
        size++;
        bySlot.put(slot, now);
    }

    private void move(int from, long now) {
        int to = above(now);
        if (to <= from) {
            System.arraycopy(kept, to, kept, to + 1, from - to);
            kept[to] = now;
        } else {
            System.arraycopy(kept, from + 1, kept, from, to - from - 1);
            kept[to - 1] = now;
        }
    }

    /** @return how many are kept above a {@link TopSlots#pair}: its place, if it is kept */
    private int above(long pair) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (kept[middle] > pair) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Adds to {@code top}, which is empty, the slots of highest score that may be shown.
     *
     * @param end one more than the largest slot
     */
    void find(TopSlots top, IntPredicate mayBeShown, int end) {
        int leading = above(bar);
        for (int i = 0; i < leading && !top.isFull(); i++) {
            add(kept[i], top, mayBeShown);
        }
        if (bar != Long.MIN_VALUE && !top.isFull()) {
            for (int i = leading; i < size; i++) {
                add(kept[i], top, mayBeShown);
            }
            addOthers(top, mayBeShown, end);
            if (leading < KEPT / 2) {
                findAgain(end);
            }
        }
    }

    private static void add(long pair, TopSlots top, IntPredicate mayBeShown) {
        int slot = TopSlots.slot(pair);
        if (mayBeShown.test(slot)) {
            top.add(slot, TopSlots.score(pair));
        }
    }

    private void addOthers(TopSlots top, IntPredicate mayBeShown, int end) {
        for (int slot = 0; slot < end; slot++) {
            float score = scores.of(slot);
            if (score != Float.NEGATIVE_INFINITY
                    && top.wants(slot, score)
                    && !bySlot.containsKey(slot)
                    && mayBeShown.test(slot)) {
                top.add(slot, score);
            }
        }
    }

    /** Many of those that led have fallen behind. */
    private void findAgain(int end) {
        size = 0;
        bySlot.clear();
        bar = Long.MIN_VALUE;
        for (int slot = 0; slot < end; slot++) {
            changed(slot);
        }
    }
}
