package dev.tributary.models.encoder.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian float32 numbers as float16, rounded to the nearest, ties to even. */
final class HalfFloats {
    private static final int SIGN = 0x8000;
    private static final int INFINITE = 0x7C00;
    /** The smallest float32 that rounds beyond the largest float16. */
    private static final float TOO_LARGE = 65_520f;
    /** Steps of the smallest float16 numbers, 2^-24 apart. */
    private static final float SMALL_STEP = 0x1p-24f;
    /** The smallest float16 of full accuracy. */
    private static final float NORMAL = 0x1p-14f;

    private HalfFloats() {}

    static ByteBuffer of(ByteBuffer floats) {
        var from = floats.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        ByteBuffer halves = ByteBuffer.allocate(from.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            halves.putShort(of(from.get()));
        }
        return halves.flip();
    }

    static short of(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & SIGN;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | INFINITE | 1);
        }
        if (size >= TOO_LARGE) {
            return (short) (sign | INFINITE);
        }
        if (size < NORMAL) {
            return (short) (sign | (int) Math.rint(size / SMALL_STEP));
        }
        int bits = Float.floatToRawIntBits(size);
        // 13 bits of the fraction go; what they were decides about the last one that stays. A carry rightly moves into
        // the exponent.
        int rounded = bits + 0x0FFF + (bits >>> 13 & 1);
        return (short) (sign | (rounded - (112 << 23)) >>> 13);
    }
}
