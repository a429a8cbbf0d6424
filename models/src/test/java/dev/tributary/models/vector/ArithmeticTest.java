package dev.tributary.models.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private final Arithmetic plain = Arithmetic.best(false);
    private final Arithmetic vector = Arithmetic.best(true);
    private final Random random = new Random(1);

    @Test
    void vectorInstructionsGiveTheSameResultAsPlainJava() {
        for (int length = 1; length < 500; length++) {
            byte[] a = bytes(length);
            byte[] b = bytes(length);
            float largest = plain.largestOfSum(a, 0.3f, b, 0.7f);
            float[] floats = floats(length);
            float factor = random.nextFloat();

            assertThat(vector.dot(a, b)).isEqualTo(plain.dot(a, b));
            assertThat(vector.largest(floats)).isEqualTo(plain.largest(floats));
            assertThat(sum(vector, floats, a, factor)).isEqualTo(sum(plain, floats, a, factor));
            assertThat(rounded(vector, floats, 127 / plain.largest(floats)))
                    .isEqualTo(rounded(plain, floats, 127 / plain.largest(floats)));
            assertThat(vector.largestOfSum(a, 0.3f, b, 0.7f)).isEqualTo(largest);
            assertThat(roundedSum(vector, a, b, 127 / largest)).isEqualTo(roundedSum(plain, a, b, 127 / largest));
        }
    }

    @Test
    void theLargestSumsAreExact() {
        var extreme = new byte[4096];
        Arrays.fill(extreme, (byte) -127);

        assertThat(plain.dot(extreme, extreme)).isEqualTo(4096 * 127 * 127);
        assertThat(vector.dot(extreme, extreme)).isEqualTo(4096 * 127 * 127);
    }

    @Test
    void scansOfVectorInstructionsAndOfPlainJavaAreTheSame() {
        for (int groups = 1; groups < 130; groups++) {
            int[] multipliers = new int[3 * groups];
            Arrays.setAll(multipliers, i -> VectorTable.shorts(component(), component()));
            for (int i = 0; i < multipliers.length; i += 3) {
                multipliers[i + 2] = VectorTable.corrections(multipliers[i], multipliers[i + 1]);
            }
            int rows = 1 + groups % 3;
            byte[] table = new byte[rows * 16 * 4 * groups];
            random.nextBytes(table);

            assertThat(scanned(vector, multipliers, table, rows)).isEqualTo(scanned(plain, multipliers, table, rows));
        }
    }

    @Test
    void findsTheFirstValueThatIsLargeEnough() {
        for (var arithmetic : List.of(plain, vector)) {
            for (int length = 0; length < 70; length++) {
                var values = new float[length];
                Arrays.fill(values, 1);
                for (int at = 0; at < length; at++) {
                    values[at] = 2;
                    assertThat(arithmetic.firstAtLeast(2, values, 0, length)).isEqualTo(at);
                    assertThat(arithmetic.firstAtLeast(2, values, at, length)).isEqualTo(at);
                    assertThat(arithmetic.firstAtLeast(2, values, at + 1, length))
                            .isEqualTo(length);
                    assertThat(arithmetic.firstAtLeast(2, values, 0, at)).isEqualTo(at);
                    values[at] = 1;
                }
            }
        }
    }

    @Test
    void addsASizedVector() {
        float[] sum = sum(vector, new float[] {1, 2, 3}, new byte[] {4, -4, 0}, 0.5f);

        assertThat(sum).containsExactly(3, 0, 3);
    }

    @Test
    void theLargestMayBeNegativeAndIsZeroOfNone() {
        assertThat(vector.largest(new float[] {1, -3, 2})).isEqualTo(3);
        assertThat(vector.largest(new float[0])).isZero();
    }

    @Test
    void roundsToTheNearestAndHalvesToTheEvenNumber() {
        float[] values = {0.4f, 0.6f, -0.6f, 0.5f, 1.5f, -1.5f, 127, -127, 126.6f};

        assertThat(rounded(vector, values, 1)).containsExactly(0, 1, -1, 0, 2, -2, 127, -127, 127);
        assertThat(rounded(vector, Arrays.copyOf(values, 64), 1)).startsWith(0, 1, -1, 0, 2, -2, 127, -127, 127);
    }

    private static float[] sum(Arithmetic arithmetic, float[] to, byte[] values, float factor) {
        float[] sum = to.clone();
        arithmetic.add(sum, values, factor);
        return sum;
    }

    private static byte[] rounded(Arithmetic arithmetic, float[] values, float factor) {
        var rounded = new byte[values.length];
        arithmetic.round(values, factor, rounded);
        return rounded;
    }

    private static byte[] roundedSum(Arithmetic arithmetic, byte[] a, byte[] b, float factor) {
        var rounded = new byte[a.length];
        arithmetic.roundSum(a, 0.3f, b, 0.7f, factor, rounded);
        return rounded;
    }

    private static int[] scanned(Arithmetic arithmetic, int[] multipliers, byte[] table, int rows) {
        var sums = new int[rows * 16];
        arithmetic.scan(multipliers, table, 0, rows, sums);
        return sums;
    }

    private int component() {
        return random.nextInt(255) - 127;
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) component();
        }
        return bytes;
    }

    private float[] floats(int length) {
        var floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }
}
