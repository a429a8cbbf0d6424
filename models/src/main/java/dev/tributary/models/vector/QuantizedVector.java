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

    /**
     * Rounds to the nearest of 255 levels, as far as floats tell; the largest component is kept exactly.
     *
     * @param vector of finite components
     */
    public static QuantizedVector of(float[] vector) {
        float largest = Arithmetic.get().largest(vector);
        var values = new byte[vector.length];
        Arithmetic.get().round(vector, perLevel(largest), values);
        return new QuantizedVector(values, scale(largest));
    }

    /** @return the weighted sum of two vectors of the same dimension; without an array of floats in between */
    public static QuantizedVector sum(QuantizedVector a, float weightOfA, QuantizedVector b, float weightOfB) {
        float factorOfA = weightOfA * a.scale;
        float factorOfB = weightOfB * b.scale;
        float largest = Arithmetic.get().largestOfSum(a.values, factorOfA, b.values, factorOfB);
        var values = new byte[a.dimension()];
        Arithmetic.get().roundSum(a.values, factorOfA, b.values, factorOfB, perLevel(largest), values);
        return new QuantizedVector(values, scale(largest));
    }

    private static float perLevel(float largest) {
        return isNothing(largest) ? 0 : LEVELS / largest;
    }

    private static float scale(float largest) {
        return isNothing(largest) ? 0 : largest / LEVELS;
    }

    /** Zero, or next to it. */
    private static boolean isNothing(float largest) {
        return Float.isInfinite(LEVELS / largest);
    }

    public int dimension() {
        return values.length;
    }

    /** @return the dot product; for unit vectors the cosine similarity */
    public float dot(QuantizedVector other) {
        return Arithmetic.get().dot(values, other.values) * scale * other.scale;
    }

    /** Adds {@code weight} times this vector to {@code sum}. */
    public void addTo(float[] sum, float weight) {
        Arithmetic.get().add(sum, values, weight * scale);
    }

    public float[] toFloats() {
        var floats = new float[values.length];
        addTo(floats, 1);
        return floats;
    }
}
