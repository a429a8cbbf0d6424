package dev.tributary.models.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * With CPU vector instructions. Loaded only where the module is there.
 *
 * <p>No vector is given to a method of ours or returned by one: where Java's compiler does not inline such a call, which depends on what it
 * compiled before, it makes an object of the vector, and a search takes five times as long. The methods of vectors themselves are always inlined.
 */
final class VectorArithmetic extends Arithmetic {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    /** As many as there are floats in the widest register, if there are eight at least. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.length() * Byte.SIZE)));
    /** Bytes in the widest register. */
    private static final int WIDTH = 2 * SHORTS.length();

    @Override
    int dot(byte[] a, byte[] b, int from, int length) {
        return (int) dots(a, b, from, from, length);
    }

    /**
     * Loads two bytes as a short and multiplies upper ones with upper ones, lower ones with lower ones. Two such products fit into a short, so
     * they are added before they are widened to ints.
     */
    @Override
    long dots(byte[] a, byte[] b, int first, int second, int length) {
        IntVector firstSums = IntVector.zero(INTS);
        IntVector secondSums = IntVector.zero(INTS);
        int i = 0;
        for (; i + WIDTH <= length; i += WIDTH) {
            ShortVector pairs = ShortVector.fromByteArray(SHORTS, a, i, ByteOrder.LITTLE_ENDIAN);
            ShortVector upper = pairs.lanewise(VectorOperators.ASHR, Byte.SIZE);
            ShortVector lower =
                    pairs.lanewise(VectorOperators.LSHL, Byte.SIZE).lanewise(VectorOperators.ASHR, Byte.SIZE);

            ShortVector ofFirst = ShortVector.fromByteArray(SHORTS, b, first + i, ByteOrder.LITTLE_ENDIAN);
            ShortVector firstLower =
                    ofFirst.lanewise(VectorOperators.LSHL, Byte.SIZE).lanewise(VectorOperators.ASHR, Byte.SIZE);
            IntVector firstProducts = ofFirst.lanewise(VectorOperators.ASHR, Byte.SIZE)
                    .mul(upper)
                    .add(firstLower.mul(lower))
                    .reinterpretAsInts();
            firstSums = firstSums
                    .add(firstProducts.lanewise(VectorOperators.ASHR, Short.SIZE))
                    .add(firstProducts
                            .lanewise(VectorOperators.LSHL, Short.SIZE)
                            .lanewise(VectorOperators.ASHR, Short.SIZE));

            ShortVector ofSecond = ShortVector.fromByteArray(SHORTS, b, second + i, ByteOrder.LITTLE_ENDIAN);
            ShortVector secondLower =
                    ofSecond.lanewise(VectorOperators.LSHL, Byte.SIZE).lanewise(VectorOperators.ASHR, Byte.SIZE);
            IntVector secondProducts = ofSecond.lanewise(VectorOperators.ASHR, Byte.SIZE)
                    .mul(upper)
                    .add(secondLower.mul(lower))
                    .reinterpretAsInts();
            secondSums = secondSums
                    .add(secondProducts.lanewise(VectorOperators.ASHR, Short.SIZE))
                    .add(secondProducts
                            .lanewise(VectorOperators.LSHL, Short.SIZE)
                            .lanewise(VectorOperators.ASHR, Short.SIZE));
        }
        int firstSum = firstSums.reduceLanes(VectorOperators.ADD);
        int secondSum = secondSums.reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            firstSum += a[i] * b[first + i];
            secondSum += a[i] * b[second + i];
        }
        return pair(firstSum, secondSum);
    }

    @Override
    void add(float[] sum, byte[] values, float factor) {
        int end = end(values.length);
        for (int i = 0; i < end; i += FLOATS.length()) {
            FloatVector floats =
                    (FloatVector) ByteVector.fromArray(BYTES, values, i).convertShape(VectorOperators.B2F, FLOATS, 0);
            FloatVector.fromArray(FLOATS, sum, i).add(floats.mul(factor)).intoArray(sum, i);
        }
        PlainArithmetic.addFrom(end, sum, values, factor);
    }

    @Override
    float largest(float[] values) {
        FloatVector largest = FloatVector.zero(FLOATS);
        int end = end(values.length);
        for (int i = 0; i < end; i += FLOATS.length()) {
            largest = largest.max(FloatVector.fromArray(FLOATS, values, i).abs());
        }
        return Math.max(largest.reduceLanes(VectorOperators.MAX), PlainArithmetic.largestFrom(end, values));
    }

    @Override
    void round(float[] values, float factor, byte[] rounded) {
        int end = end(values.length);
        for (int i = 0; i < end; i += FLOATS.length()) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i)
                    .mul(factor)
                    .add(ROUNDING)
                    .reinterpretAsInts();
            ByteVector lowest = (ByteVector) bits.convertShape(VectorOperators.I2B, BYTES, 0);
            lowest.intoArray(rounded, i);
        }
        PlainArithmetic.roundFrom(end, values, factor, rounded);
    }

    @Override
    float largestOfSum(byte[] a, float factorOfA, byte[] b, float factorOfB) {
        FloatVector largest = FloatVector.zero(FLOATS);
        int end = end(a.length);
        for (int i = 0; i < end; i += FLOATS.length()) {
            FloatVector ofA =
                    (FloatVector) ByteVector.fromArray(BYTES, a, i).convertShape(VectorOperators.B2F, FLOATS, 0);
            FloatVector ofB =
                    (FloatVector) ByteVector.fromArray(BYTES, b, i).convertShape(VectorOperators.B2F, FLOATS, 0);
            largest = largest.max(ofA.mul(factorOfA).add(ofB.mul(factorOfB)).abs());
        }
        return Math.max(
                largest.reduceLanes(VectorOperators.MAX),
                PlainArithmetic.largestOfSumFrom(end, a, factorOfA, b, factorOfB));
    }

    @Override
    void roundSum(byte[] a, float factorOfA, byte[] b, float factorOfB, float factor, byte[] rounded) {
        int end = end(a.length);
        for (int i = 0; i < end; i += FLOATS.length()) {
            FloatVector ofA =
                    (FloatVector) ByteVector.fromArray(BYTES, a, i).convertShape(VectorOperators.B2F, FLOATS, 0);
            FloatVector ofB =
                    (FloatVector) ByteVector.fromArray(BYTES, b, i).convertShape(VectorOperators.B2F, FLOATS, 0);
            IntVector bits = ofA.mul(factorOfA)
                    .add(ofB.mul(factorOfB))
                    .mul(factor)
                    .add(ROUNDING)
                    .reinterpretAsInts();
            ByteVector lowest = (ByteVector) bits.convertShape(VectorOperators.I2B, BYTES, 0);
            lowest.intoArray(rounded, i);
        }
        PlainArithmetic.roundSumFrom(end, a, factorOfA, b, factorOfB, factor, rounded);
    }

    /** @return how many components fill whole vectors: none, if the widest register has fewer floats than the narrowest has bytes */
    private static int end(int length) {
        return BYTES.length() == FLOATS.length() ? FLOATS.loopBound(length) : 0;
    }
}
