package dev.tributary.models.training;

import dev.tributary.models.interest.Signal;
import java.util.List;

/**
 * Brings the inputs to mean 0 and deviation 1 over the rows of some lists.
 *
 * @param scale 1 / standard deviation; 0 for an input that never changes: nothing is learned of it, so it must not count when it does change later
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one training
record Standardization(int[] positions, float[] mean, float[] scale) {
    private static final double NEVER = 1e-9;

    static Standardization of(List<Signal> signals, List<TrainingList> lists) {
        int count = signals.size();
        int[] positions = signals.stream().mapToInt(Signal::ordinal).toArray();
        var sums = new double[count];
        var squares = new double[count];
        long rows = 0;
        for (TrainingList list : lists) {
            rows += list.size();
            for (int at = 0; at < list.signals().length; at += Signal.COUNT) {
                for (int i = 0; i < count; i++) {
                    double value = list.signals()[at + positions[i]];
                    sums[i] += value;
                    squares[i] += value * value;
                }
            }
        }
        var mean = new float[count];
        var scale = new float[count];
        for (int i = 0; i < count && rows > 0; i++) {
            mean[i] = (float) (sums[i] / rows);
            double variance = squares[i] / rows - (double) mean[i] * mean[i];
            scale[i] = variance < NEVER ? 0 : (float) (1 / Math.sqrt(variance));
        }
        return new Standardization(positions, mean, scale);
    }

    int count() {
        return positions.length;
    }

    /** Writes the inputs of one row. */
    void write(float[] signals, int from, float[] into, int to) {
        for (int i = 0; i < positions.length; i++) {
            into[to + i] = (signals[from + positions[i]] - mean[i]) * scale[i];
        }
    }
}
