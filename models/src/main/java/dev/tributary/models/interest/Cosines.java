package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.VectorTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cosines of a block of slots with each vector of an interest: the slots' vectors are laid side by side, then one vector after the other is
 * multiplied with all of them. One object serves search after search. For one thread.
 */
final class Cosines {
    /** Vectors of so many slots stay in a core's own cache, where the next vector finds them. */
    static final int BLOCK = 256;

    private final ScenarioIndex index;
    private @Nullable VectorTable block;
    private @Nullable QuantizedVector[] vectors = new QuantizedVector[0];
    /** By vector and slot of the block; zero for a vector that is missing. */
    private float[][] columns = new float[0][];

    private int recent;

    Cosines(ScenarioIndex index) {
        this.index = index;
    }

    void search(Interest interest) {
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
        if (columns.length < vectors.length) {
            columns = new float[vectors.length][BLOCK];
        }
    }

    /** Computes those of {@code slots[from, to)}, at most {@value #BLOCK}; zero where a vector is missing. */
    void compute(int[] slots, int from, int to) {
        @Nullable VectorTable table = block(slots, from, to);
        for (int i = 0; i < vectors.length; i++) {
            @Nullable QuantizedVector vector = vectors[i];
            if (vector != null && table != null) {
                table.dots(vector, to - from, columns[i]);
            } else {
                Arrays.fill(columns[i], 0);
            }
        }
    }

    private @Nullable VectorTable block(int[] slots, int from, int to) {
        @Nullable VectorTable all = index.vectors;
        if (all == null) {
            return null;
        }
        if (block == null) {
            block = new VectorTable(index.dimension);
            block.reserve(BLOCK);
        }
        for (int i = from; i < to; i++) {
            block.set(i - from, all, slots[i]);
        }
        return block;
    }

    /**
     * Writes the text signals.
     *
     * @param row position of the slot in the block
     * @return position in {@link Interest#recent} of the behavior nearest in text, or -1
     */
    int signals(int row, float[] signals) {
        signals[Signal.TEXT_MEAN.ordinal()] = columns[recent][row];
        signals[Signal.TEXT_SCENARIO.ordinal()] = columns[recent + 1][row];
        signals[Signal.TEXT_PROFILE.ordinal()] = columns[recent + 2][row];
        signals[Signal.TEXT_DESCRIPTION.ordinal()] = columns[recent + 3][row];
        int nearest = -1;
        float largest = 0;
        for (int i = 0; i < recent; i++) {
            float cosine = columns[i][row];
            if (cosine > largest) {
                largest = cosine;
                nearest = i;
            }
        }
        signals[Signal.TEXT_LAST.ordinal()] = recent == 0 ? 0 : columns[0][row];
        signals[Signal.TEXT_MAX.ordinal()] = largest;
        return nearest;
    }
}
