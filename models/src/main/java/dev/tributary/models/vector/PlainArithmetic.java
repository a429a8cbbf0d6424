package dev.tributary.models.vector;

import java.util.Arrays;

/** Plain Java. */
class PlainArithmetic extends Arithmetic {
    /** Four sums side by side. */
    @Override
    int dot(byte[] a, byte[] b) {
        int s0 = 0;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        return s0 + s1 + s2 + s3 + dotFrom(i, a, b);
    }

    static int dotFrom(int first, byte[] a, byte[] b) {
        int sum = 0;
        for (int i = first; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    void scan(int[] multipliers, byte[] table, int row, int rows, int[] sums) {
        Arrays.fill(sums, 0, rows * VectorTable.SIDE, 0);
        int at = row * (multipliers.length / 3) * VectorTable.SIDE * VectorTable.GROUP;
        for (int first = 0; first < rows * VectorTable.SIDE; first += VectorTable.SIDE) {
            for (int group = 0; group < multipliers.length; group += 3) {
                int odd = multipliers[group];
                int even = multipliers[group + 1];
                for (int i = first; i < first + VectorTable.SIDE; i++, at += VectorTable.GROUP) {
                    sums[i] += (short) even * VectorTable.component(table[at])
                            + (short) odd * VectorTable.component(table[at + 1])
                            + (even >> Short.SIZE) * VectorTable.component(table[at + 2])
                            + (odd >> Short.SIZE) * VectorTable.component(table[at + 3]);
                }
            }
        }
    }

    @Override
    int firstAtLeast(float least, float[] values, int from, int to) {
        return firstAtLeastFrom(from, least, values, to);
    }

    static int firstAtLeastFrom(int first, float least, float[] values, int to) {
        int i = first;
        while (i < to && !(values[i] >= least)) {
            i++;
        }
        return i;
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
