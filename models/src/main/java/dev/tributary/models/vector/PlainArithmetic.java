package dev.tributary.models.vector;

/** Plain Java. */
class PlainArithmetic extends Arithmetic {
    /** Four sums side by side. */
    @Override
    int dot(byte[] a, byte[] b, int from, int length) {
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

    @Override
    long dots(byte[] a, byte[] b, int first, int second, int length) {
        return pair(dot(a, b, first, length), dot(a, b, second, length));
    }

    @Override
    void add(float[] sum, byte[] values, float factor) {
        addFrom(0, sum, values, factor);
    }

    static void addFrom(int first, float[] sum, byte[] values, float factor) {
        for (int i = first; i < values.length; i++) {
            sum[i] += factor * values[i];
        }
    }

    @Override
    float largest(float[] values) {
        return largestFrom(0, values);
    }

    static float largestFrom(int first, float[] values) {
        float largest = 0;
        for (int i = first; i < values.length; i++) {
            float size = Math.abs(values[i]);
            largest = size > largest ? size : largest; // Math.max minds the sign of zero, and takes four times as long
        }
        return largest;
    }

    @Override
    void round(float[] values, float factor, byte[] rounded) {
        roundFrom(0, values, factor, rounded);
    }

    static void roundFrom(int first, float[] values, float factor, byte[] rounded) {
        for (int i = first; i < values.length; i++) {
            rounded[i] = (byte) Float.floatToRawIntBits(values[i] * factor + ROUNDING);
        }
    }

    @Override
    float largestOfSum(byte[] a, float factorOfA, byte[] b, float factorOfB) {
        return largestOfSumFrom(0, a, factorOfA, b, factorOfB);
    }

    static float largestOfSumFrom(int first, byte[] a, float factorOfA, byte[] b, float factorOfB) {
        float largest = 0;
        for (int i = first; i < a.length; i++) {
            float size = Math.abs(factorOfA * a[i] + factorOfB * b[i]);
            largest = size > largest ? size : largest;
        }
        return largest;
    }

    @Override
    void roundSum(byte[] a, float factorOfA, byte[] b, float factorOfB, float factor, byte[] rounded) {
        roundSumFrom(0, a, factorOfA, b, factorOfB, factor, rounded);
    }

    static void roundSumFrom(
            int first, byte[] a, float factorOfA, byte[] b, float factorOfB, float factor, byte[] rounded) {
        for (int i = first; i < a.length; i++) {
            rounded[i] = (byte) Float.floatToRawIntBits((factorOfA * a[i] + factorOfB * b[i]) * factor + ROUNDING);
        }
    }
}
