package dev.tributary.models.vector;

/**
 * The inner loops of searches and profiles. With CPU vector instructions, if the JVM was started with
 * {@code --add-modules jdk.incubator.vector}, else in plain Java, up to some twenty times slower. Of finite components
 * the results are the same to the last bit.
 */
abstract class Arithmetic {
    /** Added to a small float, it leaves the nearest whole number, of two equally near ones the even one, in the lowest bits. */
    static final float ROUNDING = 0x1.8p23f;

    private static final Arithmetic BEST = best();

    /** @return the fastest this JVM can do */
    static Arithmetic best(boolean vectorInstructions) {
        return vectorInstructions ? new VectorArithmetic() : new PlainArithmetic();
    }

    static Arithmetic get() {
        return BEST;
    }

    /**
     * @param a components from -127 to 127, as those of {@code b} are, which has as many
     * @return the sum of {@code a[i] * b[i]}; exact, for lengths up to 133,000
     */
    abstract int dot(byte[] a, byte[] b);

    /**
     * Dot products of one vector's components with those of each vector in rows of a {@link VectorTable}, whose layout this knows; exact, for
     * components and dimensions that {@link #dot} is exact for.
     *
     * @param multipliers three for each group, as the table makes them
     * @param row the first row
     * @param rows how many
     * @param sums set to the dot products, {@value VectorTable#SIDE} a row
     */
    abstract void scan(int[] multipliers, byte[] table, int row, int rows, int[] sums);

    /** @return the first position from {@code from} on, and before {@code to}, of a value of at least {@code least}; else {@code to} */
    abstract int firstAtLeast(float least, float[] values, int from, int to);

    /** Adds {@code factor * values[i]} to {@code sum[i]}. */
    abstract void add(float[] sum, byte[] values, float factor);

    /** @return the largest absolute value; 0 of none */
    abstract float largest(float[] values);

    /** Sets {@code rounded[i]} to the whole number nearest to {@code values[i] * factor}, which must be from -127 to 127. */
    abstract void round(float[] values, float factor, byte[] rounded);

    /** @return the largest absolute value of {@code factorOfA * a[i] + factorOfB * b[i]} */
    abstract float largestOfSum(byte[] a, float factorOfA, byte[] b, float factorOfB);

    /** Sets {@code rounded[i]} to the whole number nearest to {@code factor * (factorOfA * a[i] + factorOfB * b[i])}, as {@link #round} does. */
    abstract void roundSum(byte[] a, float factorOfA, byte[] b, float factorOfB, float factor, byte[] rounded);

    private static Arithmetic best() {
        return best(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }
}
