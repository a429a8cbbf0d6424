package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A learned f: perceptrons with one hidden layer over the signals, each of them gated by the scenario's text (EPNet, Chang et al. 2023):
 * {@code gate = 2 sigmoid(G2 relu(G1 c))}, so that a scenario nobody trained on is weighed like those whose descriptions read alike. Several
 * networks of different seeds err differently: their scores are averaged. The score is the log-odds that the item is what the user takes
 * next, calibrated per trained scenario, and higher by a fixed lift for items that nobody visited yet: what a network learns of them is that
 * they are seldom next, and without a lift none would ever be shown and tried.
 */
public final class MlpRanker implements Ranker {
    private final List<MlpWeights> networks;
    private final Map<String, Calibration> calibrations;
    private final Calibration usual;
    private final float exploration;
    private final String version;

    /**
     * Explores nothing.
     *
     * @param networks at least one
     * @param calibrations by scenario; others use the mean of these
     */
    public MlpRanker(List<MlpWeights> networks, Map<String, Calibration> calibrations, String version) {
        this(networks, calibrations, 0, version);
    }

    /** @param exploration lift of items that nobody visited, in log-odds; 0 or more */
    public MlpRanker(
            List<MlpWeights> networks, Map<String, Calibration> calibrations, float exploration, String version) {
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("A ranker must have at least one network");
        }
        if (!(exploration >= 0) || Float.isInfinite(exploration)) {
            throw new IllegalArgumentException("The lift of new items must be 0 or more, got " + exploration);
        }
        this.networks = List.copyOf(networks);
        this.calibrations = Map.copyOf(calibrations);
        this.usual = Calibration.mean(calibrations.values());
        this.exploration = exploration;
        this.version = version;
    }

    /** @return the same ranker with another lift of items that nobody visited, in log-odds */
    public MlpRanker exploring(float lift) {
        return new MlpRanker(networks, calibrations, lift, version);
    }

    @Override
    public Scorer in(String scenario, @Nullable QuantizedVector description) {
        float[] text = description == null ? null : description.toFloats();
        Scorer network = MlpWeights.folded(
                networks,
                networks.stream().map(one -> one.gates(scenario, text)).toList());
        Calibration calibration = calibrations.getOrDefault(scenario, usual);
        return signals -> calibration.of(network.score(signals)) + lift(signals);
    }

    private float lift(float[] signals) {
        return signals[Signal.POPULARITY_ALL.ordinal()] == 0 ? exploration : 0;
    }

    public List<MlpWeights> networks() {
        return networks;
    }

    public Map<String, Calibration> calibrations() {
        return calibrations;
    }

    public float exploration() {
        return exploration;
    }

    @Override
    public String version() {
        return version;
    }
}
