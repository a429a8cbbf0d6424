package dev.tributary.models.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** With CPU vector instructions: as many bytes at a time as there are ints in the widest register. Loaded only where the module is there. */
final class VectorDotProduct extends DotProduct {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, INTS.length() * Byte.SIZE)));

    @Override
    int of(byte[] a, byte[] b, int from, int length) {
        IntVector sums = IntVector.zero(INTS);
        int step = INTS.length();
        int i = 0;
        for (; i + BYTES.length() <= length; i += step) {
            sums = sums.add(ints(a, i).mul(ints(b, from + i)));
        }
        int sum = sums.reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum += a[i] * b[from + i];
        }
        return sum;
    }

    private static IntVector ints(byte[] bytes, int from) {
        return (IntVector) ByteVector.fromArray(BYTES, bytes, from).convertShape(VectorOperators.B2I, INTS, 0);
    }
}
