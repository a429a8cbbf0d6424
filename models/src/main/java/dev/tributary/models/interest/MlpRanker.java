package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A learned f: a perceptron with one hidden layer over the signals, each of them gated by the scenario's text (EPNet, Chang et al. 2023):
 * {@code gate = 2 sigmoid(G2 relu(G1 c))}, so that a scenario nobody trained on is weighed like those whose descriptions read alike. The
 * score is the log-odds that the item is what the user takes next, calibrated per trained scenario.
 */
public final class MlpRanker implements Ranker {
    private final MlpWeights weights;
    private final Map<String, Calibration> calibrations;
    private final Calibration usual;
    private final String version;

    /** @param calibrations by scenario; others use the mean of these */
    public MlpRanker(MlpWeights weights, Map<String, Calibration> calibrations, String version) {
        this.weights = weights;
        this.calibrations = Map.copyOf(calibrations);
        this.usual = Calibration.mean(calibrations.values());
        this.version = version;
    }

    @Override
    public Scorer in(String scenario, @Nullable QuantizedVector description) {
        float[] gates = weights.gates(scenario, description == null ? null : description.toFloats());
        Scorer network = weights.foldedBy(gates);
        Calibration calibration = calibrations.getOrDefault(scenario, usual);
        return signals -> calibration.of(network.score(signals));
    }

    public MlpWeights weights() {
        return weights;
    }

    public Map<String, Calibration> calibrations() {
        return calibrations;
    }

    @Override
    public String version() {
        return version;
    }
}
