package dev.tributary.models.interest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an {@link MlpRanker}. Inputs are the named signals, standardized.
 *
 * @param signals the inputs, in order
 * @param mean of each input
 * @param scale factor of each input, 1 / standard deviation
 * @param gate1 rows of the gate's first layer, each as long as a description's vector
 * @param gate2 rows of the gate's second layer, one an input, each as long as {@code gate1} has rows, and a bias at its end
 * @param layer1 rows of the hidden layer, each one weight an input and a bias at its end
 * @param layer2 weights of the hidden units
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MlpWeights(
        List<Signal> signals,
        float[] mean,
        float[] scale,
        float[][] gate1,
        float[][] gate2,
        float[][] layer1,
        float[] layer2) {

    /** @return one factor an input; all 1 without a description */
    public float[] gates(float @Nullable [] description) {
        var gates = new float[signals.size()];
        float[] inner = inner(description);
        for (int i = 0; i < gates.length; i++) {
            float sum = gate2[i][inner.length];
            for (int k = 0; k < inner.length; k++) {
                sum += gate2[i][k] * inner[k];
            }
            gates[i] = description == null ? 1 : 2 / (1 + (float) Math.exp(-sum));
        }
        return gates;
    }

    private float[] inner(float @Nullable [] description) {
        var inner = new float[gate1.length];
        for (int k = 0; description != null && k < inner.length; k++) {
            float sum = 0;
            for (int d = 0; d < description.length; d++) {
                sum += gate1[k][d] * description[d];
            }
            inner[k] = Math.max(0, sum);
        }
        return inner;
    }

    /** @return the network for these gates */
    Folded scaledBy(float[] gates) {
        int inputs = signals.size();
        var weights = new float[layer1.length * Signal.COUNT];
        var biases = new float[layer1.length];
        for (int h = 0; h < layer1.length; h++) {
            biases[h] = layer1[h][inputs];
            for (int i = 0; i < inputs; i++) {
                float weight = layer1[h][i] * gates[i] * scale[i];
                weights[h * Signal.COUNT + signals.get(i).ordinal()] = weight;
                biases[h] -= weight * mean[i];
            }
        }
        return new Folded(weights, biases, layer2);
    }

    /** A plain network over all signals; those that are no inputs weigh nothing. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Folded(float[] weights, float[] biases, float[] output) {
        int hidden() {
            return biases.length;
        }

        float score(float[] signals, float[] hidden) {
            float score = 0;
            for (int h = 0; h < hidden.length; h++) {
                float sum = biases[h];
                int row = h * Signal.COUNT;
                for (int i = 0; i < Signal.COUNT; i++) {
                    sum += weights[row + i] * signals[i];
                }
                if (sum > 0) {
                    score += output[h] * sum;
                }
            }
            return score;
        }
    }
}
