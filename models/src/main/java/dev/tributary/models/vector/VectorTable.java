package dev.tributary.models.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Vectors to be multiplied with one vector all at once: {@value #SIDE} lie side by side, {@value #GROUP} components of each in turn, so that a
 * CPU's vector register holds components of many of them and adds up each vector's products in a lane of its own.
 *
 * <p>A vector takes whole groups; what lies beyond its dimension is multiplied by zero. For one thread.
 */
public final class VectorTable {
    static final int SIDE = 16;
    static final int GROUP = 4;
    /** Components are kept larger by so much, as numbers without sign: one step less to take them apart. */
    static final int EXCESS = 128;

    /** Flips the highest bit of each byte of a group, which adds the excess. */
    private static final int EXCESSES = 0x80808080;

    /** So many rows' sums stay in a core's fastest cache until they are scaled. */
    private static final int STEP = 64;

    /** Most bytes of components, for they lie in one array. */
    public static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final VarHandle GROUPS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int dimension;
    private final int groups;
    /** Of the vector at work, for each group: its second and fourth component, its first and third, and what takes back the excess. */
    private final int[] multipliers;

    private final int[] sums = new int[STEP * SIDE];
    private byte[] components = new byte[0];
    private float[] scales = new float[0];

    public VectorTable(int dimension) {
        this.dimension = dimension;
        groups = groups(dimension);
        multipliers = new int[3 * groups];
    }

    private static int groups(int dimension) {
        return (dimension + GROUP - 1) / GROUP;
    }

    /** @return bytes that the components of so many vectors take */
    public static long bytes(int vectors, int dimension) {
        return (long) rows(vectors) * SIDE * GROUP * groups(dimension);
    }

    private static int rows(int vectors) {
        return (int) (((long) vectors + SIDE - 1) / SIDE);
    }

    /** Makes room for so many vectors, or as many as an array holds; what is there stays, new ones are zero. */
    public void reserve(int vectors) {
        int rows = (int) Math.min(rows(vectors), MOST_BYTES / Math.max(1, bytes(SIDE, dimension)));
        if (rows * SIDE > scales.length) {
            scales = Arrays.copyOf(scales, rows * SIDE);
            components = Arrays.copyOf(components, (int) bytes(rows * SIDE, dimension));
        }
    }

    /** @param vector of the table's dimension, or null for zero */
    public void set(int position, @Nullable QuantizedVector vector) {
        if (vector == null) {
            scales[position] = 0;
            return;
        }
        scales[position] = vector.scale();
        byte[] values = vector.values();
        int at = start(position);
        int i = 0;
        for (; i + GROUP <= dimension; i += GROUP, at += SIDE * GROUP) {
            GROUPS.set(components, at, (int) GROUPS.get(values, i) ^ EXCESSES);
        }
        for (; i < dimension; i++, at++) {
            components[at] = (byte) (values[i] + EXCESS);
        }
    }

    /** Sets a vector to one of another table of the same dimension. */
    public void set(int position, VectorTable from, int positionThere) {
        scales[position] = from.scales[positionThere];
        int at = start(position);
        int there = from.start(positionThere);
        for (int group = 0; group < groups; group++, at += SIDE * GROUP, there += SIDE * GROUP) {
            GROUPS.set(components, at, (int) GROUPS.get(from.components, there));
        }
    }

    private int start(int position) {
        return (int) bytes(position / SIDE * SIDE, dimension) + position % SIDE * GROUP;
    }

    /** @return a component as it was before {@link #EXCESS} was added */
    static int component(byte kept) {
        return (kept & 0xff) - EXCESS;
    }

    /**
     * Dot products with the vectors at positions below {@code end}, 0 where none was set, or null was.
     *
     * @param vector of the table's dimension
     * @param products set from 0 to {@code end}; of at least {@link #length length(end)}
     */
    public void dots(QuantizedVector vector, int end, float[] products) {
        setMultipliers(vector.values());
        int rows = rows(end);
        for (int row = 0; row < rows; row += STEP) {
            int few = Math.min(STEP, rows - row);
            Arithmetic.get().scan(multipliers, components, row, few, sums);
            int first = row * SIDE;
            for (int i = 0; i < few * SIDE; i++) {
                products[first + i] = sums[i] * scales[first + i] * vector.scale() + 0f; // never negative zero
            }
        }
    }

    /** Each holds two shorts, as the group does: one for its first two components, one for the others. */
    private void setMultipliers(byte[] values) {
        for (int group = 0; group < groups; group++) {
            int first = at(values, GROUP * group);
            int second = at(values, GROUP * group + 1);
            int third = at(values, GROUP * group + 2);
            int fourth = at(values, GROUP * group + 3);
            multipliers[3 * group] = shorts(second, fourth);
            multipliers[3 * group + 1] = shorts(first, third);
            multipliers[3 * group + 2] = corrections(multipliers[3 * group], multipliers[3 * group + 1]);
        }
    }

    private int at(byte[] values, int i) {
        return i < dimension ? values[i] : 0;
    }

    /** @return two shorts in one int */
    static int shorts(int lower, int upper) {
        return (lower & 0xffff) | upper << Short.SIZE;
    }

    /** For each of two shorts, what makes the sum of products with components that are too large one that is too large by 32,768. */
    static int corrections(int odd, int even) {
        return shorts(
                -Short.MIN_VALUE - EXCESS * ((short) odd + (short) even),
                -Short.MIN_VALUE - EXCESS * ((odd >> Short.SIZE) + (even >> Short.SIZE)));
    }

    /** @return how long an array of so many products must be */
    public static int length(int products) {
        return rows(products) * SIDE;
    }
}
