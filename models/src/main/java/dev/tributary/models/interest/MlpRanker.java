package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A learned f: perceptrons with one hidden layer over the signals, each of them gated by the scenario's text (EPNet, Chang et al. 2023):
 * {@code gate = 2 sigmoid(G2 relu(G1 c))}, so that a scenario nobody trained on is weighed like those whose descriptions read alike. Several
 * networks of different seeds err differently: their scores are averaged. The score is the log-odds that the item is what the user takes
 * next, calibrated per trained scenario.
 */
public final class MlpRanker implements Ranker {
    private final List<MlpWeights> networks;
    private final Map<String, Calibration> calibrations;
    private final Calibration usual;
    private final String version;

    /**
     * @param networks at least one
     * @param calibrations by scenario; others use the mean of these
     */
    public MlpRanker(List<MlpWeights> networks, Map<String, Calibration> calibrations, String version) {
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("A ranker must have at least one network");
        }
        this.networks = List.copyOf(networks);
        this.calibrations = Map.copyOf(calibrations);
        this.usual = Calibration.mean(calibrations.values());
        this.version = version;
    }

    @Override
    public Scorer in(String scenario, @Nullable QuantizedVector description) {
        float[] text = description == null ? null : description.toFloats();
        Scorer network = MlpWeights.folded(
                networks,
                networks.stream().map(one -> one.gates(scenario, text)).toList());
        Calibration calibration = calibrations.getOrDefault(scenario, usual);
        return signals -> calibration.of(network.score(signals));
    }

    public List<MlpWeights> networks() {
        return networks;
    }

    public Map<String, Calibration> calibrations() {
        return calibrations;
    }

    @Override
    public String version() {
        return version;
    }
}
