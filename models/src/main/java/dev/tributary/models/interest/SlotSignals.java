package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one scenario's items for one user, until the index changes or the next search of it begins. For one thread.
 */
final class SlotSignals {
    private static final double NEWNESS_DAYS = 30;
    private static final double REPEAT_DAYS = 30;

    private final ScenarioIndex index;
    private final Interest interest;
    private final long at;
    private final HiddenSlots hidden;
    private final Neighbors neighbors;
    private final Cosines cosines;
    /** Position in the trail by slot, of items that may be shown again. */
    private final Int2IntOpenHashMap repeats = new Int2IntOpenHashMap();

    private final float @Nullable [] towerUser;
    private final float userHistory;
    private final float userPause;
    private final float userFocus;
    private final float userMainstream;

    SlotSignals(ScenarioIndex index, Interest interest) {
        this.index = index;
        this.interest = interest;
        this.at = interest.at();
        this.hidden = index.hidden;
        hidden.search(index, interest.hidden());
        this.neighbors = index.neighbors;
        neighbors.search(index.links, interest, index.end);
        this.cosines = index.cosines;
        cosines.search(interest);
        this.towerUser = index.tower == null ? null : index.tower.user(interest);
        repeats.defaultReturnValue(-1);
        int inScenario = 0;
        long[] trail = interest.trail();
        for (int i = 0; i < trail.length; i++) {
            int own = index.slot(trail[i]);
            if (own >= 0 && isShowable(own)) {
                repeats.put(own, i);
            }
            inScenario += interest.trailInScenario()[i] ? 1 : 0;
        }
        userHistory = (float) Math.log1p(trail.length);
        userPause = trail.length == 0 ? 0 : (float) (1 / (1 + daysSince(interest.trailAt()[0])));
        userMainstream = (float) interest.recent().stream()
                .mapToDouble(past -> Math.log(past.visits()))
                .average()
                .orElse(0);
        userFocus = trail.length == 0 ? 0 : (float) inScenario / trail.length;
    }

    boolean isShowable(int slot) {
        return index.isShown(slot, at) && !hidden.has(slot);
    }

    /** @return slots that came after the user's items, whether they may be shown or not */
    Neighbors neighbors() {
        return neighbors;
    }

    /** @return slots of the user's own items that may be shown again */
    IntSet repeats() {
        return repeats.keySet();
    }

    /** Computes the signals of slots, which may or may not be shown, in their order. */
    void each(int[] slots, int count, SlotVisitor visitor) {
        var values = new float[Signal.COUNT];
        for (int from = 0; from < count; from += Cosines.BLOCK) {
            int to = Math.min(count, from + Cosines.BLOCK);
            cosines.compute(slots, from, to);
            var counts = new ItemCounts[to - from];
            var since = new long[to - from];
            // the counts lie all over memory: in a loop of its own, the processor waits for many at once
            for (int i = from; i < to; i++) {
                counts[i - from] = index.counts[slots[i]];
                since[i - from] = Math.max(index.publishedAt[slots[i]], counts[i - from].first());
            }
            for (int i = from; i < to; i++) {
                Arrays.fill(values, 0);
                int nearest = cosines.signals(i - from, values);
                counts[i - from].signals(at, values);
                fill(slots[i], since[i - from], values);
                visitor.visit(slots[i], nearest, values);
            }
        }
    }

    /** All but those of text and popularity. */
    private void fill(int slot, long since, float[] signals) {
        coVisitation(slot, signals);
        signals[Signal.NEWNESS.ordinal()] = (float) Math.exp(-daysSince(since) / NEWNESS_DAYS);
        int own = repeats.get(slot);
        if (own >= 0) {
            signals[Signal.REPEAT.ordinal()] = interest.trailVisits()[own];
            signals[Signal.REPEAT_RECENT.ordinal()] =
                    (float) Math.exp(-daysSince(interest.trailAt()[own]) / REPEAT_DAYS);
        }
        signals[Signal.USER_HISTORY.ordinal()] = userHistory;
        signals[Signal.USER_PAUSE.ordinal()] = userPause;
        signals[Signal.USER_FOCUS.ordinal()] = userFocus;
        signals[Signal.USER_MAINSTREAM.ordinal()] = userMainstream;
        if (towerUser != null) {
            signals[Signal.TOWER.ordinal()] = index.towerCosine(slot, towerUser);
        }
    }

    /** Of every item that may be shown. */
    void all(ItemIndex.SignalVisitor visitor) {
        var slots = new int[index.end];
        int count = 0;
        for (int slot = 0; slot < index.end; slot++) {
            if (isShowable(slot)) {
                slots[count++] = slot;
            }
        }
        each(slots, count, (slot, nearest, signals) -> visitor.visit(index.keys[slot], signals));
    }

    /** Of those of these items that may be shown. */
    void among(long[] itemKeys, ItemIndex.SignalVisitor visitor) {
        var slots = new int[itemKeys.length];
        int count = 0;
        for (long key : itemKeys) {
            int slot = index.slot(key);
            if (slot >= 0 && isShowable(slot)) {
                slots[count++] = slot;
            }
        }
        each(slots, count, (slot, nearest, signals) -> visitor.visit(index.keys[slot], signals));
    }

    /** @return position in {@link Interest#trail} of the item that leads to this one most often, or -1 */
    int strongestPredecessor(int slot) {
        return neighbors.strongest(slot);
    }

    private void coVisitation(int slot, float[] signals) {
        if (!neighbors.has(slot)) {
            return;
        }
        float factor = 10 * index.tamed[slot];
        signals[Signal.NEIGHBORS.ordinal()] = log(factor * neighbors.sum(slot, Neighbors.ALL));
        signals[Signal.NEIGHBORS_SCENARIO.ordinal()] = log(factor * neighbors.sum(slot, Neighbors.SCENARIO));
        signals[Signal.NEIGHBORS_DAY.ordinal()] = log(factor * neighbors.sum(slot, Neighbors.DAY));
        signals[Signal.NEIGHBORS_STRONGEST.ordinal()] = log(factor * neighbors.sumOfStrongest(slot));
        signals[Signal.NEIGHBORS_EVEN.ordinal()] = log(factor * neighbors.sum(slot, Neighbors.EVEN));
        signals[Signal.NEIGHBORS_LAST.ordinal()] = log(factor * neighbors.sum(slot, Neighbors.LAST));
        signals[Signal.NEIGHBORS_CLOSE.ordinal()] = log(factor * neighbors.sum(slot, Neighbors.CLOSE));
        signals[Signal.NEIGHBORS_COUNT.ordinal()] = log(neighbors.sum(slot, Neighbors.COUNT));
    }

    private double daysSince(long past) {
        return Math.max(0, at - past) / ItemCounts.DAY_MS;
    }

    private static float log(float value) {
        return value == 0 ? 0 : FastLog.ofOnePlus(value);
    }

    /** Told of one slot at a time. */
    @FunctionalInterface
    interface SlotVisitor {
        /**
         * @param nearest position in {@link Interest#recent} of the behavior nearest in text, or -1
         * @param signals by {@link Signal#ordinal()}; the array is used again
         */
        void visit(int slot, int nearest, float[] signals);
    }
}
