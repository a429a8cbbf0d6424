package dev.tributary.models.training;

import ai.djl.ndarray.types.Shape;
import dev.tributary.models.interest.Signal;
import java.util.Arrays;
import java.util.List;

/**
 * Lists side by side, the shorter ones filled up with rows that weigh nothing.
 *
 * @param signals standardized, lists x rows x inputs
 * @param logWeights lists x rows
 * @param scenarios one a list
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one step
record Batch(int lists, int rows, float[] signals, float[] logWeights, int[] scenarios) {
    private static final float NOTHING = -1e9f;

    static Batch of(List<TrainingList> lists, Standardization inputs) {
        int rows = lists.stream().mapToInt(TrainingList::size).max().orElse(0);
        int count = inputs.count();
        var signals = new float[lists.size() * rows * count];
        var logWeights = new float[lists.size() * rows];
        var scenarios = new int[lists.size()];
        Arrays.fill(logWeights, NOTHING);
        for (int l = 0; l < lists.size(); l++) {
            TrainingList list = lists.get(l);
            scenarios[l] = list.scenario();
            for (int row = 0; row < list.size(); row++) {
                inputs.write(list.signals(), row * Signal.COUNT, signals, (l * rows + row) * count);
                logWeights[l * rows + row] = (float) Math.log(list.weights()[row]);
            }
        }
        return new Batch(lists.size(), rows, signals, logWeights, scenarios);
    }

    Shape shape() {
        return new Shape(lists, rows);
    }
}
