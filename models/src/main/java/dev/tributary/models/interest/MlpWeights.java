package dev.tributary.models.interest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an {@link MlpRanker} with I inputs and H hidden units. Inputs are the named signals, standardized, each times its gate:
 * {@code score = direct x + layer2 relu(layer1 x)} with {@code x = gate (signal - mean) scale}.
 *
 * @param signals the inputs, in order
 * @param mean of each input
 * @param scale factor of each input, 1 / standard deviation
 * @param textGate1 rows of the text gate's first layer, each as long as a description's vector; no rows: the text does not count
 * @param textGate2 rows of its second layer, one an input, each as long as {@code textGate1} has rows, and a bias at its end
 * @param gates fixed gates by scenario instead of a text gate; only for comparison, since they say nothing of an unknown scenario
 * @param layer1 H rows, each with one weight an input and a bias at its end
 * @param layer2 weights of the hidden units
 * @param direct weights of the inputs beside the hidden layer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MlpWeights(
        List<Signal> signals,
        float[] mean,
        float[] scale,
        float[][] textGate1,
        float[][] textGate2,
        Map<String, float[]> gates,
        float[][] layer1,
        float[] layer2,
        float[] direct) {

    /** @throws IllegalArgumentException if sizes do not fit together */
    public MlpWeights {
        int inputs = signals.size();
        require(mean.length == inputs && scale.length == inputs && direct.length == inputs, "input");
        require(layer2.length == layer1.length, "hidden unit");
        require(textGate1.length == 0 || textGate2.length == inputs, "gate");
        for (float[] row : layer1) {
            require(row.length == inputs + 1, "hidden unit");
        }
        for (float[] row : textGate2) {
            require(row.length == textGate1.length + 1, "gate");
        }
        for (float[] row : gates.values()) {
            require(row.length == inputs, "gate");
        }
    }

    /** @return whether it learned with a {@link Tower} */
    public boolean usesTower() {
        return signals.contains(Signal.TOWER);
    }

    private static void require(boolean fits, String what) {
        if (!fits) {
            throw new IllegalArgumentException("A ranker must have one number for each " + what);
        }
    }

    /** @return one factor an input; all 1 where nothing is known of the scenario */
    public float[] gates(String scenario, float @Nullable [] description) {
        var open = new float[signals.size()];
        Arrays.fill(open, 1);
        if (textGate1.length == 0) {
            return gates.getOrDefault(scenario, open);
        }
        if (description == null) {
            return open;
        }
        float[] inner = inner(description);
        for (int i = 0; i < open.length; i++) {
            float sum = textGate2[i][inner.length];
            for (int k = 0; k < inner.length; k++) {
                sum += textGate2[i][k] * inner[k];
            }
            open[i] = 2 / (1 + (float) Math.exp(-sum));
        }
        return open;
    }

    private float[] inner(float[] description) {
        var inner = new float[textGate1.length];
        for (int k = 0; k < inner.length; k++) {
            float sum = 0;
            for (int d = 0; d < description.length; d++) {
                sum += textGate1[k][d] * description[d];
            }
            inner[k] = Math.max(0, sum);
        }
        return inner;
    }

    /**
     * @param gates of each network
     * @return the mean of the networks' scores as one network, over signals as they are; for one thread
     */
    static Ranker.Scorer folded(List<MlpWeights> networks, List<float[]> gates) {
        int hidden = networks.stream().mapToInt(one -> one.layer1.length).sum();
        var weights = new float[Signal.COUNT * (hidden + 1)]; // the last column is the direct way
        var biases = new float[hidden + 1];
        var output = new float[hidden];
        int column = 0;
        for (int n = 0; n < networks.size(); n++) {
            MlpWeights one = networks.get(n);
            float share = 1f / networks.size();
            for (int h = 0; h < one.layer1.length; h++, column++) {
                float[] row = one.layer1[h];
                biases[column] = row[one.signals.size()];
                one.fold(row, gates.get(n), 1, weights, biases, column);
                output[column] = one.layer2[h] * share;
            }
            one.fold(one.direct, gates.get(n), share, weights, biases, hidden);
        }
        return new Folded(weights, biases, output);
    }

    private void fold(float[] row, float[] gates, float share, float[] weights, float[] biases, int column) {
        for (int i = 0; i < signals.size(); i++) {
            float weight = row[i] * gates[i] * scale[i] * share;
            weights[signals.get(i).ordinal() * biases.length + column] += weight;
            biases[column] -= weight * mean[i];
        }
    }

    /** A network over all signals, with gates and standardization inside; signals that are no inputs weigh nothing. */
    private static final class Folded implements Ranker.Scorer {
        private final float[] weights;
        private final float[] biases;
        private final float[] output;
        private final float[] sums;

        Folded(float[] weights, float[] biases, float[] output) {
            this.weights = weights;
            this.biases = biases;
            this.output = output;
            this.sums = new float[biases.length];
        }

        @Override
        public float score(float[] signals) {
            int width = sums.length;
            System.arraycopy(biases, 0, sums, 0, width);
            for (int i = 0; i < Signal.COUNT; i++) {
                float signal = signals[i];
                if (signal != 0) { // most items have few signals
                    int row = i * width;
                    for (int h = 0; h < width; h++) { // no sum over h: the compiler vectorizes it
                        sums[h] += weights[row + h] * signal;
                    }
                }
            }
            float score = sums[width - 1];
            for (int h = 0; h < output.length; h++) {
                score += Math.max(0, sums[h]) * output[h];
            }
            return score;
        }
    }
}
