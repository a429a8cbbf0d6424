package dev.tributary.models.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DotProductTest {
    @Test
    void vectorInstructionsGiveTheSameResultAsPlainJava() {
        var random = new Random(1);
        var plain = DotProduct.best(false);
        var vector = DotProduct.best(true);
        for (int length = 1; length < 500; length++) {
            var a = new byte[length];
            var b = new byte[length + 7];
            fill(a, random);
            fill(b, random);
            assertThat(vector.of(a, b, 7, length)).isEqualTo(plain.of(a, b, 7, length));
        }
    }

    @Test
    void theLargestSumsAreExact() {
        var extreme = new byte[4096];
        java.util.Arrays.fill(extreme, (byte) -127);

        assertThat(DotProduct.best(false).of(extreme, extreme, 0, 4096)).isEqualTo(4096 * 127 * 127);
        assertThat(DotProduct.best(true).of(extreme, extreme, 0, 4096)).isEqualTo(4096 * 127 * 127);
    }

    private static void fill(byte[] components, Random random) {
        for (int i = 0; i < components.length; i++) {
            components[i] = (byte) (random.nextInt(255) - 127);
        }
    }
}
