package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A learned f: a perceptron with one hidden layer over the signals, each of them gated by the scenario's text (EPNet, Chang et al. 2023):
 * {@code gate = 2 sigmoid(G2 relu(G1 c))}, so that a scenario nobody trained on is weighed like those whose descriptions read alike. The
 * score is the log-odds that the item is the next one, calibrated per trained scenario.
 */
public final class MlpRanker implements Ranker {
    private final MlpWeights weights;
    private final Map<String, float[]> calibrations;
    private final String version;

    /** @param calibrations slope and offset by scenario; others use the mean of these */
    public MlpRanker(MlpWeights weights, Map<String, float[]> calibrations, String version) {
        this.weights = weights;
        this.calibrations = new HashMap<>(calibrations);
        this.version = version;
    }

    @Override
    public Scorer in(String scenario, @Nullable QuantizedVector description) {
        float[] gates = weights.gates(description == null ? null : description.toFloats());
        return new Gated(weights.scaledBy(gates), calibrations.getOrDefault(scenario, mean()));
    }

    @Override
    public String version() {
        return version;
    }

    private float[] mean() {
        var mean = new float[] {calibrations.isEmpty() ? 1 : 0, 0};
        for (float[] calibration : calibrations.values()) {
            mean[0] += calibration[0] / calibrations.size();
            mean[1] += calibration[1] / calibrations.size();
        }
        return mean;
    }

    /** The network of one scenario: gates and standardization are folded into the first layer. For one thread. */
    private static final class Gated implements Scorer {
        private final MlpWeights.Folded network;
        private final float slope;
        private final float offset;
        private final float[] hidden;

        Gated(MlpWeights.Folded network, float[] calibration) {
            this.network = network;
            this.slope = calibration[0];
            this.offset = calibration[1];
            this.hidden = new float[network.hidden()];
        }

        @Override
        public float score(float[] signals) {
            return slope * network.score(signals, hidden) + offset;
        }

        /** By occlusion: how much lower the score would be if the signal were absent. */
        @Override
        public float[] contributions(float[] signals) {
            float score = score(signals);
            var contributions = new float[signals.length];
            var without = signals.clone();
            for (int i = 0; i < signals.length; i++) {
                without[i] = 0;
                contributions[i] = score - score(without);
                without[i] = signals[i];
            }
            return contributions;
        }
    }
}
