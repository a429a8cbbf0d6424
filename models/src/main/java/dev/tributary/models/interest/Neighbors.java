package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Arrays;

/** Co-visitation of one search: for each item that came after the user's items, sums of how often. For one thread. */
final class Neighbors {
    static final int ALL = 0;
    static final int SCENARIO = 1;
    static final int DAY = 2;
    static final int STRONGEST = 3;
    private static final int WIDTH = 4;

    private final Int2IntOpenHashMap rows = new Int2IntOpenHashMap();
    private float[] sums = new float[64 * WIDTH];

    private Neighbors() {
        rows.defaultReturnValue(-1);
    }

    static Neighbors of(Links links, Interest interest) {
        var neighbors = new Neighbors();
        for (int i = 0; i < interest.trail().length; i++) {
            float weight = interest.trailWeights()[i];
            boolean inScenario = interest.trailInScenario()[i];
            boolean ofDay = interest.at() - interest.trailAt()[i] < ItemCounts.DAY_MS;
            for (var follower : links.after(interest.trail()[i]).int2DoubleEntrySet()) {
                neighbors.add(follower.getIntKey(), weight * (float) follower.getDoubleValue(), inScenario, ofDay);
            }
        }
        return neighbors;
    }

    private void add(int slot, float added, boolean inScenario, boolean ofDay) {
        int row = rows.get(slot);
        if (row < 0) {
            row = rows.size() * WIDTH;
            rows.put(slot, row);
            if (row == sums.length) {
                sums = Arrays.copyOf(sums, 2 * sums.length);
            }
        }
        sums[row + ALL] += added;
        sums[row + SCENARIO] += inScenario ? added : 0;
        sums[row + DAY] += ofDay ? added : 0;
        sums[row + STRONGEST] = Math.max(sums[row + STRONGEST], added);
    }

    IntSet slots() {
        return rows.keySet();
    }

    /** @return where the sums of a slot begin, for {@link #at}; negative if it came after none of the user's items */
    int row(int slot) {
        return rows.get(slot);
    }

    float at(int row, int which) {
        return sums[row + which];
    }

    float sum(int slot, int which) {
        int row = rows.get(slot);
        return row < 0 ? 0 : sums[row + which];
    }
}
