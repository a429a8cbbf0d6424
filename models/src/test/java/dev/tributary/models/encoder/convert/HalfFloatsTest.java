package dev.tributary.models.encoder.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
    @Test
    void everyFloat16IsItself() {
        for (int bits = 0; bits < 0x7C00; bits++) {
            assertThat(HalfFloats.of(value(bits))).isEqualTo((short) bits);
            assertThat(HalfFloats.of(-value(bits))).isEqualTo((short) (bits | 0x8000));
        }
    }

    @Test
    void whatLiesBetweenTwoGoesToTheNearerAndInTheMiddleToTheEvenOne() {
        for (int bits = 0; bits < 0x7BFF; bits++) {
            float middle = (value(bits) + value(bits + 1)) / 2;
            assertThat(HalfFloats.of(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(HalfFloats.of(middle)).isEqualTo((short) (bits + (bits & 1)));
            assertThat(HalfFloats.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
        }
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertThat(HalfFloats.of(65_519f)).isEqualTo((short) 0x7BFF);
        assertThat(HalfFloats.of(65_520f)).isEqualTo((short) 0x7C00);
        assertThat(HalfFloats.of(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFC00);
        assertThat(HalfFloats.of(Float.NaN) & 0x7FFF).isGreaterThan(0x7C00);
    }

    @Test
    void isWrittenWithTheLowerByteFirst() {
        ByteBuffer floats = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(-2)
                .flip();

        assertThat(HalfFloats.of(floats)).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0x3C, 0, (byte) 0xC0}));
    }

    /** By definition. */
    private static float value(int bits) {
        int exponent = bits >> 10;
        int fraction = bits & 0x3FF;
        return exponent == 0 ? fraction * 0x1p-24f : (float) ((1 + fraction / 1024.0) * Math.pow(2, exponent - 15));
    }
}
