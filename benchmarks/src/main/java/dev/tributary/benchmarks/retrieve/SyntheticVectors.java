package dev.tributary.benchmarks.retrieve;

import dev.tributary.models.vector.Vectors;
import java.util.Random;

/**
 * Unit vectors that are distributed somewhat like those of texts: around topics, in a space of fewer dimensions than they have, with noise.
 * Uniformly random ones would be a search that nobody has, and the worst case of every graph.
 */
final class SyntheticVectors {
    static final int DIMENSION = 384;

    private static final int INNER = 48;
    private static final int TOPICS = 500;
    private static final float WITHIN_TOPIC = 0.6f;
    private static final float NOISE = 0.02f;

    private final Random random = new Random(1);
    private final float[][] basis = gaussian(INNER, DIMENSION);
    private final float[][] topics = gaussian(TOPICS, INNER);

    float[][] next(int count) {
        var vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = next();
        }
        return vectors;
    }

    float[] next() {
        float[] topic = topics[random.nextInt(TOPICS)];
        var vector = new float[DIMENSION];
        for (int inner = 0; inner < INNER; inner++) {
            float weight = topic[inner] + WITHIN_TOPIC * (float) random.nextGaussian();
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] += weight * basis[inner][i];
            }
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += NOISE * INNER * (float) random.nextGaussian();
        }
        return Vectors.normalize(vector);
    }

    private float[][] gaussian(int rows, int columns) {
        var matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }
}
