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
 * For the same reason shorts become ints by {@code reinterpretShape}, which is told the constant species: {@code reinterpretAsInts} looks it up,
 * and one time in three Java compiled the scan before it knew what would be found.
 */
final class VectorArithmetic extends Arithmetic {
    /** The widest the CPU has, at most that of a {@link VectorTable}'s row. */
    private static final VectorShape SHAPE = VectorShape.forBitSize(
            Math.min(VectorShape.preferredShape().vectorBitSize(), VectorTable.SIDE * VectorTable.GROUP * Byte.SIZE));

    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, SHAPE);
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    /** As many as there are floats in the widest register, if there are eight at least. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.length() * Byte.SIZE)));
    /** Bytes in the widest register. */
    private static final int WIDTH = 2 * SHORTS.length();

    private static final short LOWER_BYTE = 0xff;

    /**
     * Loads two bytes as a short and multiplies upper ones with upper ones, lower ones with lower ones. Two such products fit into a short, so
     * they are added before they are widened to ints.
     */
    @Override
    int dot(byte[] a, byte[] b) {
        IntVector sums = IntVector.zero(INTS);
        int i = 0;
        for (; i + WIDTH <= a.length; i += WIDTH) {
            ShortVector ofA = ShortVector.fromByteArray(SHORTS, a, i, ByteOrder.LITTLE_ENDIAN);
            ShortVector ofB = ShortVector.fromByteArray(SHORTS, b, i, ByteOrder.LITTLE_ENDIAN);
            ShortVector lowerOfA =
                    ofA.lanewise(VectorOperators.LSHL, Byte.SIZE).lanewise(VectorOperators.ASHR, Byte.SIZE);
            ShortVector lowerOfB =
                    ofB.lanewise(VectorOperators.LSHL, Byte.SIZE).lanewise(VectorOperators.ASHR, Byte.SIZE);
            IntVector products = (IntVector) ofA.lanewise(VectorOperators.ASHR, Byte.SIZE)
                    .mul(ofB.lanewise(VectorOperators.ASHR, Byte.SIZE))
                    .add(lowerOfA.mul(lowerOfB))
                    .reinterpretShape(INTS, 0);
            sums = sums.add(products.lanewise(VectorOperators.ASHR, Short.SIZE))
                    .add(products.lanewise(VectorOperators.LSHL, Short.SIZE)
                            .lanewise(VectorOperators.ASHR, Short.SIZE));
        }
        return sums.reduceLanes(VectorOperators.ADD) + PlainArithmetic.dotFrom(i, a, b);
    }

    /**
     * Each lane sums up a vector of its own, so nothing is added across lanes. Per group of four components, as two shorts a lane: the upper
     * bytes times their factors, plus the lower bytes times theirs. The table's bytes are too large by {@value VectorTable#EXCESS}; the third
     * multiplier takes that back and adds 32,768, so that the short, which may have overflowed in between, is the right one of 0 to 65,535.
     * Two sums suffice for two shorts: that of the whole ints, modulo 2^32, and that of their upper halves.
     */
    @Override
    void scan(int[] multipliers, byte[] table, int row, int rows, int[] sums) {
        int groups = multipliers.length / 3;
        int excess = 2 * groups * -Short.MIN_VALUE;
        int rowBytes = groups * VectorTable.SIDE * VectorTable.GROUP;
        for (int lane = 0; lane < rows * VectorTable.SIDE; lane += INTS.length()) {
            IntVector wholes = IntVector.zero(INTS);
            IntVector uppers = IntVector.zero(INTS);
            int at = (row + lane / VectorTable.SIDE) * rowBytes + lane % VectorTable.SIDE * VectorTable.GROUP;
            for (int i = 0; i < multipliers.length; i += 3, at += VectorTable.SIDE * VectorTable.GROUP) {
                ShortVector bytes = ShortVector.fromByteArray(SHORTS, table, at, ByteOrder.LITTLE_ENDIAN);
                ShortVector products = bytes.lanewise(VectorOperators.LSHR, Byte.SIZE)
                        .mul(IntVector.broadcast(INTS, multipliers[i]).reinterpretShape(SHORTS, 0))
                        .add(bytes.and(LOWER_BYTE)
                                .mul(IntVector.broadcast(INTS, multipliers[i + 1])
                                        .reinterpretShape(SHORTS, 0)))
                        .add(IntVector.broadcast(INTS, multipliers[i + 2]).reinterpretShape(SHORTS, 0));
                IntVector pairs = (IntVector) products.reinterpretShape(INTS, 0);
                wholes = wholes.add(pairs);
                uppers = uppers.add(pairs.lanewise(VectorOperators.LSHR, Short.SIZE));
            }
            wholes.sub(uppers.lanewise(VectorOperators.LSHL, Short.SIZE))
                    .add(uppers)
                    .sub(excess)
                    .intoArray(sums, lane);
        }
    }

    @Override
    int firstAtLeast(float least, float[] values, int from, int to) {
        int i = from;
        while (i + FLOATS.length() <= to
                && !FloatVector.fromArray(FLOATS, values, i)
                        .compare(VectorOperators.GE, least)
                        .anyTrue()) {
            i += FLOATS.length();
        }
        return PlainArithmetic.firstAtLeastFrom(i, least, values, to);
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
