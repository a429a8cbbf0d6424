package dev.tributary.models.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantizedVectorTest {
    @Test
    void roundsToTheNearestOf255LevelsOfTheLargestComponent() {
        var vector = QuantizedVector.of(new float[] {0.5f, -1, 0.25f, 0});

        assertThat(vector.values()).containsExactly(64, -127, 32, 0);
        assertThat(vector.scale()).isEqualTo(1 / 127f);
    }

    @Test
    void isOffByHalfALevelAtMost() {
        float[] floats = unit(new Random(1), 384);
        var vector = QuantizedVector.of(floats);
        float[] back = vector.toFloats();

        for (int i = 0; i < floats.length; i++) {
            assertThat(back[i]).isCloseTo(floats[i], within(vector.scale() * 0.501f));
        }
    }

    @Test
    void keepsAZeroVectorZero() {
        var zero = QuantizedVector.of(new float[8]);

        assertThat(zero.toFloats()).containsOnly(0);
        assertThat(zero.dot(QuantizedVector.of(unit(new Random(1), 8)))).isZero();
    }

    @Test
    void hardlyChangesACosine() {
        var random = new Random(2);
        for (int round = 0; round < 50; round++) {
            float[] a = unit(random, 384);
            float[] b = unit(random, 384);

            assertThat(QuantizedVector.of(a).dot(QuantizedVector.of(b))).isCloseTo(Vectors.dot(a, b), within(0.003f));
        }
    }

    @Test
    void addsItselfWeighted() {
        var sum = new float[] {1, 1};
        QuantizedVector.of(new float[] {1, -0.5f}).addTo(sum, 2);

        assertThat(sum[0]).isCloseTo(3, within(0.02f));
        assertThat(sum[1]).isCloseTo(0, within(0.02f));
    }

    @Test
    void sumsTwoWeighted() {
        float[] a = unit(new Random(1), 384);
        float[] b = unit(new Random(2), 384);
        var sum = QuantizedVector.sum(QuantizedVector.of(a), 0.5f, QuantizedVector.of(b), 2);

        float[] floats = sum.toFloats();
        for (int i = 0; i < floats.length; i++) {
            assertThat(floats[i]).isCloseTo(0.5f * a[i] + 2 * b[i], within(0.003f));
        }
    }

    @Test
    void aSumOfNothingIsZero() {
        var zero = QuantizedVector.of(new float[8]);

        assertThat(QuantizedVector.sum(zero, 1, zero, 1).toFloats()).containsOnly(0);
    }

    @Test
    void normalizesToLengthOneAndLeavesZeroAlone() {
        assertThat(Vectors.normalize(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
        assertThat(Vectors.normalize(new float[2])).containsExactly(0, 0);
    }

    private static float[] unit(Random random, int dimension) {
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Vectors.normalize(vector);
    }
}
