package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cosines of a block of slots with each vector of an interest: one vector after the other, in a loop that does nothing else, which is more
 * than twice as fast as slot after slot. For one thread.
 */
final class Cosines {
    /** Vectors of so many slots fit into a core's fastest cache, where the next one finds them. */
    static final int BLOCK = 64;

    private final ScenarioIndex index;
    private final @Nullable QuantizedVector[] vectors;
    private final float[][] columns;
    private final int recent;

    Cosines(ScenarioIndex index, Interest interest) {
        this.index = index;
        List<PastBehavior> behaviors = interest.recent();
        recent = behaviors.size();
        vectors = new QuantizedVector[recent + 4];
        for (int i = 0; i < recent; i++) {
            vectors[i] = behaviors.get(i).vector();
        }
        vectors[recent] = interest.mean();
        vectors[recent + 1] = interest.scenarioMean();
        vectors[recent + 2] = interest.profile();
        vectors[recent + 3] = interest.description();
        columns = new float[vectors.length][];
    }

    /** Computes those of {@code slots[from, to)}, at most {@value #BLOCK}; zero where a vector is missing. */
    void compute(int[] slots, int from, int to) {
        for (int i = 0; i < vectors.length; i++) {
            @Nullable QuantizedVector vector = vectors[i];
            if (vector != null && index.dimension > 0) {
                if (columns[i] == null) {
                    columns[i] = new float[Math.min(BLOCK, slots.length)];
                }
                index.dots(vector, slots, from, to, columns[i]);
            }
        }
    }

    /**
     * Writes the text signals.
     *
     * @param row position of the slot in the block
     * @return position in {@link Interest#recent} of the behavior nearest in text, or -1
     */
    int signals(int row, float[] signals) {
        signals[Signal.TEXT_MEAN.ordinal()] = at(recent, row);
        signals[Signal.TEXT_SCENARIO.ordinal()] = at(recent + 1, row);
        signals[Signal.TEXT_PROFILE.ordinal()] = at(recent + 2, row);
        signals[Signal.TEXT_DESCRIPTION.ordinal()] = at(recent + 3, row);
        int nearest = -1;
        float largest = 0;
        for (int i = 0; i < recent; i++) {
            float cosine = at(i, row);
            if (cosine > largest) {
                largest = cosine;
                nearest = i;
            }
        }
        signals[Signal.TEXT_LAST.ordinal()] = recent == 0 ? 0 : at(0, row);
        signals[Signal.TEXT_MAX.ordinal()] = largest;
        return nearest;
    }

    private float at(int vector, int row) {
        float[] column = columns[vector];
        return column == null ? 0 : column[row];
    }
}
