package dev.tributary.models.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private static final List<float[]> CROSS =
            List.of(new float[] {11, 5}, new float[] {7, 5}, new float[] {9, 6}, new float[] {9, 4});

    @Test
    void centersAndDividesByTheSoftenedDeviation() {
        // covariance of CROSS: mean (9, 5); variances (4+4)/4 = 2 and (1+1)/4 = 0.5; softness 1.25
        float[] whitened = Whitening.fit(CROSS).apply(new float[] {10, 6});

        double x = 1 / Math.sqrt(2 + 1.25);
        double y = 1 / Math.sqrt(0.5 + 1.25);
        double length = Math.hypot(x, y);
        assertThat(whitened[0]).isCloseTo((float) (x / length), within(1e-5f));
        assertThat(whitened[1]).isCloseTo((float) (y / length), within(1e-5f));
    }

    @Test
    void evensOutTheDirectionsOfANarrowCone() {
        List<float[]> cone = cone(new Random(3), 500);
        Whitening whitening = Whitening.fit(cone);

        assertThat(meanCosine(cone.stream().map(Whitening.none(8)::apply).toList()))
                .isGreaterThan(0.8);
        assertThat(meanCosine(cone.stream().map(whitening::apply).toList())).isBetween(-0.1, 0.1);
    }

    @Test
    void bringsTheVariancesOfDirectionsCloser() {
        List<float[]> cone = cone(new Random(4), 2000);
        Whitening whitening = Whitening.fit(cone);
        double[] before = variances(cone);
        double[] after = variances(cone.stream().map(whitening::apply).toList());

        assertThat(after[0] / after[7]).isLessThan(before[0] / before[7] / 10);
    }

    @Test
    void doesNothingButNormalizeWhenThereIsNone() {
        float[] vector = {3, 4};

        assertThat(Whitening.none(2).apply(vector)).containsExactly(0.6f, 0.8f);
        assertThat(vector).containsExactly(3, 4);
    }

    @Test
    void isNearlyTheSameIfOnlyTheLastBitsOfTheVectorsDiffer() {
        List<float[]> cone = cone(new Random(5), 500);
        var random = new Random(6);
        List<float[]> again =
                cone.stream().map(vector -> rounded(vector, random)).toList();

        assertThat(Whitening.fit(cone).isNearly(Whitening.fit(again))).isTrue();
        assertThat(Whitening.fit(cone).isNearly(Whitening.fit(cone.subList(0, 499))))
                .isFalse();
        assertThat(Whitening.fit(cone).isNearly(Whitening.none(8))).isFalse();
        assertThat(Whitening.none(8).isNearly(Whitening.none(8))).isTrue();
        assertThat(Whitening.none(8).isNearly(Whitening.none(4))).isFalse();
    }

    private static float[] rounded(float[] vector, Random random) {
        float[] other = vector.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] += 1e-6f * (float) random.nextGaussian();
        }
        return other;
    }

    @Test
    void isTheSameAfterWritingAndReading() throws IOException {
        for (Whitening whitening : List.of(Whitening.none(2), Whitening.fit(CROSS))) {
            var bytes = new ByteArrayOutputStream();
            whitening.write(bytes);
            Whitening read = Whitening.read(new ByteArrayInputStream(bytes.toByteArray()));

            assertThat(read.dimension()).isEqualTo(2);
            assertThat(read.apply(new float[] {1, 2})).containsExactly(whitening.apply(new float[] {1, 2}));
        }
    }

    @Test
    void isAnotherOneIfOnlyItsDirectionsDiffer() {
        Whitening whitening = Whitening.fit(CROSS);
        Whitening turned =
                Whitening.fit(List.of(new float[] {10, 5}, new float[] {8, 5}, new float[] {9, 7}, new float[] {9, 3}));

        assertThat(whitening).isEqualTo(Whitening.fit(CROSS)).hasSameHashCodeAs(Whitening.fit(CROSS));
        assertThat(turned).as("around the same mean").isNotEqualTo(whitening);
        assertThat(turned.hashCode()).isNotEqualTo(whitening.hashCode());
    }

    @Test
    void refusesWhatIsNoWhitening() {
        var noise = new ByteArrayInputStream(new byte[64]);

        assertThatThrownBy(() -> Whitening.read(noise)).isInstanceOf(IOException.class);
    }

    @Test
    void needsTwoVectors() {
        assertThatThrownBy(() -> Whitening.fit(List.of(new float[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2");
    }

    /** Eight dimensions around (10, 10, …), each with a smaller spread than the one before. */
    private static List<float[]> cone(Random random, int size) {
        var vectors = new ArrayList<float[]>();
        for (int i = 0; i < size; i++) {
            var vector = new float[8];
            for (int d = 0; d < 8; d++) {
                vector[d] = (float) (10 + random.nextGaussian() * 4 / (1 << d));
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static double meanCosine(List<float[]> vectors) {
        double sum = 0;
        for (int i = 1; i < vectors.size(); i++) {
            sum += Vectors.dot(vectors.get(i), vectors.get(i - 1));
        }
        return sum / (vectors.size() - 1);
    }

    private static double[] variances(List<float[]> vectors) {
        int dimension = vectors.get(0).length;
        var variances = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            int axis = d;
            double mean = vectors.stream().mapToDouble(v -> v[axis]).average().orElseThrow();
            variances[d] = vectors.stream()
                    .mapToDouble(v -> (v[axis] - mean) * (v[axis] - mean))
                    .average()
                    .orElseThrow();
        }
        return variances;
    }
}
