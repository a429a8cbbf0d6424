package dev.tributary.models.vector;

/** Arithmetic on plain float vectors. */
public final class Vectors {
    private Vectors() {}

    /** Scales to length 1 in place; a zero vector stays zero. @return the same array */
    public static float[] normalize(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        if (squares > 0) {
            float factor = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= factor;
            }
        }
        return vector;
    }

    /** Dot product; both arrays have the same length. */
    public static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** @return the first position from {@code from} on, and before {@code to}, of a value of at least {@code least}; else {@code to} */
    public static int firstAtLeast(float least, float[] values, int from, int to) {
        return Arithmetic.get().firstAtLeast(least, values, from, to);
    }
}
