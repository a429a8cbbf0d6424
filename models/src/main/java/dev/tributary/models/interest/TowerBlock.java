package dev.tributary.models.interest;

import dev.tributary.models.vector.Vectors;
import java.util.List;

/**
 * One layer of self-attention and the network behind it. With n(x) = x / root mean square of x it does
 * {@code x += attention(n(x)) output; x += relu(n(x) up + upBias) down}, where a row attends to itself and to those before it, with one head and a
 * bias for each distance. Matrices are width x width, one row an input.
 *
 * @param distances bias of attention by distance, from 0 to {@link Tower#LENGTH} - 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TowerBlock(
        float[] query,
        float[] key,
        float[] value,
        float[] output,
        float[] distances,
        float[] up,
        float[] upBias,
        float[] down) {
    /** Keeps what is divided by above 0. */
    public static final float EPSILON = 1e-6f;

    /** @return lengths of the {@link #parts} of a block of this width */
    static int[] lengths(int width) {
        int matrix = width * width;
        return new int[] {matrix, matrix, matrix, matrix, Tower.LENGTH, matrix, width, matrix};
    }

    static TowerBlock of(List<float[]> parts) {
        return new TowerBlock(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4),
                parts.get(5),
                parts.get(6),
                parts.get(7));
    }

    /** @return all numbers, in the order of the components */
    List<float[]> parts() {
        return List.of(query, key, value, output, distances, up, upBias, down);
    }

    void require(int width) {
        int[] lengths = lengths(width);
        for (int i = 0; i < lengths.length; i++) {
            if (parts().get(i).length != lengths[i]) {
                throw new IllegalArgumentException(
                        "A block must be as wide as its tower and as long as " + Tower.LENGTH);
            }
        }
    }

    /**
     * Changes rows in place.
     *
     * @param from the first row whose output is wanted; those before it stay as they are
     */
    void apply(float[][] x, int from) {
        int length = x.length;
        var keys = new float[length][];
        var values = new float[length][];
        var queries = new float[length][];
        for (int t = 0; t < length; t++) {
            float[] normal = normal(x[t]);
            keys[t] = times(normal, key);
            values[t] = times(normal, value);
            queries[t] = t < from ? normal : times(normal, query);
        }
        for (int t = from; t < length; t++) {
            addRow(times(seen(queries[t], keys, values, t), output), 0, 1, x[t]);
            float[] hidden = times(normal(x[t]), up);
            for (int k = 0; k < hidden.length; k++) {
                hidden[k] = Math.max(0, hidden[k] + upBias[k]);
            }
            addRow(times(hidden, down), 0, 1, x[t]);
        }
    }

    private float[] seen(float[] asking, float[][] keys, float[][] values, int t) {
        var shares = new float[t + 1];
        float largest = Float.NEGATIVE_INFINITY;
        for (int s = 0; s <= t; s++) {
            shares[s] = Vectors.dot(asking, keys[s]) / (float) Math.sqrt(asking.length) + distances[t - s];
            largest = Math.max(largest, shares[s]);
        }
        float sum = 0;
        for (int s = 0; s <= t; s++) {
            shares[s] = (float) Math.exp(shares[s] - largest);
            sum += shares[s];
        }
        var seen = new float[asking.length];
        for (int s = 0; s <= t; s++) {
            addRow(values[s], 0, shares[s] / sum, seen);
        }
        return seen;
    }

    private static float[] normal(float[] x) {
        var normal = new float[x.length];
        addRow(x, 0, (float) (1 / Math.sqrt(Vectors.dot(x, x) / x.length + EPSILON)), normal);
        return normal;
    }

    private static float[] times(float[] vector, float[] matrix) {
        var product = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            addRow(matrix, i, vector[i], product);
        }
        return product;
    }

    /** Adds a row of a matrix as wide as the sum; what the compiler vectorizes. */
    static void addRow(float[] matrix, int row, float factor, float[] sum) {
        int from = row * sum.length;
        for (int k = 0; k < sum.length; k++) {
            sum[k] += factor * matrix[from + k];
        }
    }
}
