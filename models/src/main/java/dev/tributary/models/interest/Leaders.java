package dev.tributary.models.interest;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * The slots of highest score, kept while scores change, so that a search looks at some thousand instead of all. Exact: where those that are kept
 * are not enough, the search looks at all of them too; once if many of those that led have fallen or were removed, each time if so many lead that
 * may not be shown, as when a thousand items are announced for later. For one thread.
 */
final class Leaders {
    /** Between so many and twice as many are kept; fewer if there are no more, or if some fell since. */
    static final int KEPT = 1_024;

    private final Scores scores;
    private final BitSet isKept = new BitSet();
    private int[] kept = new int[2 * KEPT];
    private int size;
    /** No slot stands above it but those that are kept. */
    private long bar = Long.MIN_VALUE;

    /** @param scores as they are now; negative infinity for a slot that must not lead */
    Leaders(Scores scores) {
        this.scores = scores;
    }

    /** The score of a slot, as {@link TopSlots} compares it. */
    @FunctionalInterface
    interface Scores {
        float of(int slot);
    }

    /** The score of a slot is another one now. */
    void changed(int slot) {
        if (!isKept.get(slot)) {
            float score = scores.of(slot);
            if (score != Float.NEGATIVE_INFINITY && TopSlots.pair(slot, score) > bar) {
                keep(slot);
            }
        }
    }

    private void keep(int slot) {
        if (size == kept.length) {
            var best = new TopSlots(KEPT);
            for (int i = 0; i < size; i++) {
                best.add(kept[i], scores.of(kept[i]));
            }
            replace(best);
            changed(slot); // the bar is higher now
        } else {
            kept[size++] = slot;
            isKept.set(slot);
        }
    }

    private void replace(TopSlots best) {
        int[] slots = best.slots();
        bar = Math.max(bar, best.bar());
        isKept.clear();
        size = 0;
        for (int slot : slots) {
            kept[size++] = slot;
            isKept.set(slot);
        }
    }

    /**
     * Adds to {@code top} the slots of highest score that may be shown.
     *
     * @param end one more than the largest slot
     */
    void find(TopSlots top, IntPredicate mayBeShown, int end) {
        for (int i = 0; i < size; i++) {
            add(kept[i], top, mayBeShown);
        }
        if (bar != Long.MIN_VALUE && !top.isFullAbove(bar)) {
            for (int slot = 0; slot < end; slot++) {
                if (!isKept.get(slot)) {
                    add(slot, top, mayBeShown);
                }
            }
            if (leading() < KEPT / 2) {
                findAgain(end);
            }
        }
    }

    private void add(int slot, TopSlots top, IntPredicate mayBeShown) {
        float score = scores.of(slot);
        if (score != Float.NEGATIVE_INFINITY && top.wants(slot, score) && mayBeShown.test(slot)) {
            top.add(slot, score);
        }
    }

    /** @return how many of those that are kept have not fallen behind */
    private int leading() {
        int leading = 0;
        for (int i = 0; i < size; i++) {
            leading += TopSlots.pair(kept[i], scores.of(kept[i])) > bar ? 1 : 0;
        }
        return leading;
    }

    /** Many of those that led have fallen behind. */
    private void findAgain(int end) {
        var best = new TopSlots(KEPT);
        for (int slot = 0; slot < end; slot++) {
            float score = scores.of(slot);
            if (score != Float.NEGATIVE_INFINITY) {
                best.add(slot, score);
            }
        }
        bar = Long.MIN_VALUE;
        replace(best);
    }
}
