package dev.tributary.models.vector;

/**
 * Integer dot product of bytes: the inner loop of every search. With CPU vector instructions, if the JVM was started with
 * {@code --add-modules jdk.incubator.vector}, else in plain Java, about ten times slower; the results are the same to the last bit.
 */
abstract class DotProduct {

    private static final DotProduct BEST = best();

    /** @return the fastest this JVM can do */
    static DotProduct best(boolean vectorInstructions) {
        return vectorInstructions ? new VectorDotProduct() : new PlainDotProduct();
    }

    static DotProduct get() {
        return BEST;
    }

    /**
     * @param a components from -127 to 127, as those of {@code b} are
     * @return the sum of {@code a[i] * b[from + i]} for i below {@code length}; exact, for lengths up to 133,000
     */
    abstract int of(byte[] a, byte[] b, int from, int length);

    private static DotProduct best() {
        return best(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    /** Plain Java, four sums side by side. */
    static final class PlainDotProduct extends DotProduct {
        @Override
        int of(byte[] a, byte[] b, int from, int length) {
            int s0 = 0;
            int s1 = 0;
            int s2 = 0;
            int s3 = 0;
            int i = 0;
            for (int j = from; i + 3 < length; i += 4, j += 4) {
                s0 += a[i] * b[j];
                s1 += a[i + 1] * b[j + 1];
                s2 += a[i + 2] * b[j + 2];
                s3 += a[i + 3] * b[j + 3];
            }
            for (; i < length; i++) {
                s0 += a[i] * b[from + i];
            }
            return s0 + s1 + s2 + s3;
        }
    }
}
