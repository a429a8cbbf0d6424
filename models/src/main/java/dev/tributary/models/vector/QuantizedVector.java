package dev.tributary.models.vector;

/**
 * A vector as one signed byte per dimension and a common scale: component i is {@code values[i] * scale}.
 *
 * <p>A quarter of the size of floats; on the data sets of {@code docs/evaluation.md} the loss is not measurable. The array is never changed
 * after construction, so instances may be shared between threads.
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record QuantizedVector(byte[] values, float scale) {
    private static final int LEVELS = 127;
    /** A cast cuts decimals off, which above zero is rounding down: in a third of the time that Math.round takes. */
    private static final int ABOVE_ZERO = LEVELS + 1;

    /**
     * Rounds to the nearest of 255 levels, as far as floats tell; the largest component is kept exactly.
     *
     * @param vector of finite components
     */
    public static QuantizedVector of(float[] vector) {
        float largest = 0;
        for (float component : vector) {
            float size = Math.abs(component);
            largest = size > largest ? size : largest; // Math.max minds the sign of zero, and takes four times as long
        }
        var values = new byte[vector.length];
        float perLevel = LEVELS / largest;
        if (Float.isInfinite(perLevel)) { // all are zero, or next to it
            return new QuantizedVector(values, 0);
        }
        for (int i = 0; i < vector.length; i++) {
            values[i] = (byte) ((int) (vector[i] * perLevel + ABOVE_ZERO + 0.5f) - ABOVE_ZERO);
        }
        return new QuantizedVector(values, largest / LEVELS);
    }

    public int dimension() {
        return values.length;
    }

    /** @return the dot product; for unit vectors the cosine similarity */
    public float dot(QuantizedVector other) {
        return dot(values, other.values, 0, values.length) * scale * other.scale;
    }

    /** Adds {@code weight} times this vector to {@code sum}. */
    public void addTo(float[] sum, float weight) {
        float factor = weight * scale;
        for (int i = 0; i < values.length; i++) {
            sum[i] += factor * values[i];
        }
    }

    public float[] toFloats() {
        var floats = new float[values.length];
        addTo(floats, 1);
        return floats;
    }

    /** Integer dot product of {@code a} with {@code b[from, from + length)}; exact. */
    public static int dot(byte[] a, byte[] b, int from, int length) {
        return DotProduct.get().of(a, b, from, length);
    }
}
