package dev.tributary.models.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * With CPU vector instructions: as many bytes at a time as there are shorts in the widest register. Two products of bytes fit into a short, so
 * they are added before they are widened to ints. Loaded only where the module is there.
 */
final class VectorDotProduct extends DotProduct {
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SHORTS.length() * Byte.SIZE)));
    private static final int WIDTH = SHORTS.length();

    @Override
    int of(byte[] a, byte[] b, int from, int length) {
        IntVector odd = IntVector.zero(INTS);
        IntVector even = IntVector.zero(INTS);
        int i = 0;
        for (; i + 2 * WIDTH <= length; i += 2 * WIDTH) {
            ShortVector first = shorts(a, i).mul(shorts(b, from + i));
            ShortVector second = shorts(a, i + WIDTH).mul(shorts(b, from + i + WIDTH));
            IntVector pairs = first.add(second).reinterpretAsInts();
            odd = odd.add(pairs.lanewise(VectorOperators.ASHR, Short.SIZE));
            even = even.add(
                    pairs.lanewise(VectorOperators.LSHL, Short.SIZE).lanewise(VectorOperators.ASHR, Short.SIZE));
        }
        int sum = odd.add(even).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum += a[i] * b[from + i];
        }
        return sum;
    }

    private static ShortVector shorts(byte[] bytes, int from) {
        return (ShortVector) ByteVector.fromArray(BYTES, bytes, from).convertShape(VectorOperators.B2S, SHORTS, 0);
    }
}
