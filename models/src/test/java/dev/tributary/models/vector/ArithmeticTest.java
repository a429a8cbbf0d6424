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
            byte[] b = bytes(length + 7);
            float largest = plain.largestOfSum(a, 0.3f, b, 0.7f);
            float[] floats = floats(length);
            float factor = random.nextFloat();

            assertThat(vector.dot(a, b, 7, length)).isEqualTo(plain.dot(a, b, 7, length));
            assertThat(vector.dots(a, b, 7, 0, length)).isEqualTo(plain.dots(a, b, 7, 0, length));
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

        assertThat(plain.dot(extreme, extreme, 0, 4096)).isEqualTo(4096 * 127 * 127);
        assertThat(vector.dot(extreme, extreme, 0, 4096)).isEqualTo(4096 * 127 * 127);
        assertThat(vector.dots(extreme, extreme, 0, 0, 4096)).isEqualTo(plain.dots(extreme, extreme, 0, 0, 4096));
    }

    @Test
    void twoDotProductsAtOnceAreTheTwo() {
        byte[] a = bytes(384);
        byte[] b = bytes(2 * 384);
        for (var arithmetic : List.of(plain, vector)) {
            long both = arithmetic.dots(a, b, 384, 0, 384);

            assertThat((int) (both >> Integer.SIZE)).isEqualTo(plain.dot(a, b, 384, 384));
            assertThat((int) both).isEqualTo(plain.dot(a, b, 0, 384));
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

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(255) - 127);
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
