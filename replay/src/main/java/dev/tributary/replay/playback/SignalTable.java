package dev.tributary.replay.playback;

import dev.tributary.models.evaluation.Placement;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;

/** The signals of all items that one list could show, filled anew each time. For one thread. */
public final class SignalTable {
    private final List<float[]> rows = new ArrayList<>();
    private final LongArrayList keys = new LongArrayList();
    private int size;
    private int target;

    /** @param targetKey the item whose row is wanted */
    public void fill(ItemIndex index, Interest interest, long targetKey) {
        size = 0;
        keys.clear();
        target = -1;
        index.signals(interest, (key, signals) -> {
            if (size == rows.size()) {
                rows.add(new float[Signal.COUNT]);
            }
            System.arraycopy(signals, 0, rows.get(size), 0, Signal.COUNT);
            keys.add(key);
            target = key == targetKey ? size : target;
            size++;
        });
    }

    /** Gives one signal another value for every item. */
    public void replace(Signal signal, ValueOfItem value) {
        for (int row = 0; row < size; row++) {
            rows.get(row)[signal.ordinal()] = value.of(keys.getLong(row));
        }
    }

    /** One signal by item. */
    @FunctionalInterface
    public interface ValueOfItem {
        float of(long itemKey);
    }

    /** @return number of items */
    public int size() {
        return size;
    }

    /** @return row of the target, or -1 if the list could not show it */
    public int target() {
        return target;
    }

    /** @return signals of a row by {@link Signal#ordinal()}, to be read before the next fill */
    public float[] row(int row) {
        return rows.get(row);
    }

    /** @return where the target stands when all items are ordered by this score */
    public Placement place(Ranker.Scorer scorer) {
        if (target < 0) {
            return Placement.ABSENT;
        }
        float own = scorer.score(rows.get(target));
        int better = 0;
        int ties = 0;
        for (int row = 0; row < size; row++) {
            float score = scorer.score(rows.get(row));
            if (score > own) {
                better++;
            } else if (score == own && row != target) {
                ties++;
            }
        }
        return new Placement(better, ties);
    }
}
