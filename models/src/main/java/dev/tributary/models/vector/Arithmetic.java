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
     * @param a components from -127 to 127, as those of {@code b} are
     * @return the sum of {@code a[i] * b[from + i]} for i below {@code length}; exact, for lengths up to 133,000
     */
    abstract int dot(byte[] a, byte[] b, int from, int length);

    /**
     * Two dot products, in less time than one after the other: a processor does more at once than one of them asks for.
     *
     * @return {@link #dot} of {@code a} with {@code b} from {@code first} in the upper half, from {@code second} in the lower one
     */
    abstract long dots(byte[] a, byte[] b, int first, int second, int length);

    static long pair(int upper, int lower) {
        return (long) upper << Integer.SIZE | (lower & 0xffff_ffffL);
    }

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
