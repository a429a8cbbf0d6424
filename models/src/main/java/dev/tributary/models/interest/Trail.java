package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.List;

/** The items of a history without repetition, newest first, weighted for co-visitation and repeats. */
@SuppressWarnings("ArrayRecordComponent") // lives inside one call
record Trail(long[] keys, float[] weights, float[] evenWeights, boolean[] inScenario, float[] visits, long[] at) {

    static Trail of(List<PastBehavior> history, String scenario) {
        int size = history.size();
        var trail = new Trail(
                new long[size], new float[size], new float[size], new boolean[size], new float[size], new long[size]);
        var positions = new Long2IntOpenHashMap(size);
        positions.defaultReturnValue(-1);
        float recency = 1;
        int length = 0;
        for (int i = size - 1; i >= 0; i--) {
            PastBehavior behavior = history.get(i);
            int position = positions.get(behavior.itemKey());
            if (position < 0) {
                position = length++;
                positions.put(behavior.itemKey(), position);
                trail.keys[position] = behavior.itemKey();
                trail.evenWeights[position] = 1 / (float) Math.pow(behavior.visits(), UserProfile.VISITS_EXPONENT);
                trail.weights[position] = recency * trail.evenWeights[position];
                trail.inScenario[position] = behavior.scenario().equals(scenario);
                trail.at[position] = behavior.at();
            }
            trail.visits[position] += repeatWeight(size - 1 - i);
            recency *= UserProfile.TRAIL_DECAY;
        }
        return trail.cut(length);
    }

    /** Half after 25 items: what a user takes again stays of interest for long. */
    private static float repeatWeight(int itemsAgo) {
        return (float) Math.pow(0.5, itemsAgo / 25.0);
    }

    private Trail cut(int length) {
        return new Trail(
                Arrays.copyOf(keys, length),
                Arrays.copyOf(weights, length),
                Arrays.copyOf(evenWeights, length),
                Arrays.copyOf(inScenario, length),
                Arrays.copyOf(visits, length),
                Arrays.copyOf(at, length));
    }
}
