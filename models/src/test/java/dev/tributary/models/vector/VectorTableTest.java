package dev.tributary.models.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorTableTest {
    private final Random random = new Random(1);

    @Test
    void multipliesAsEachPairOfVectorsWould() {
        for (int dimension = 1; dimension < 140; dimension++) {
            assertMultipliesAsEachPairWould(dimension, 1 + dimension % 50);
        }
    }

    @Test
    void multipliesThousandsAsItDoesFew() {
        assertMultipliesAsEachPairWould(5, 2_500);
    }

    private void assertMultipliesAsEachPairWould(int dimension, int count) {
        var table = new VectorTable(dimension);
        table.reserve(count);
        var vectors = new QuantizedVector[count];
        for (int i = 0; i < count; i++) {
            vectors[i] = vector(dimension);
            table.set(i, vectors[i]);
        }
        QuantizedVector query = vector(dimension);

        float[] products = products(table, query, count);

        for (int i = 0; i < count; i++) {
            assertThat(products[i]).isEqualTo(vectors[i].dot(query));
        }
    }

    @Test
    void refusesAVectorOfFewerDimensions() {
        var table = new VectorTable(8);
        table.reserve(1);

        assertThatThrownBy(() -> table.dots(vector(7), 1, new float[VectorTable.length(1)]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void givesZeroWithoutSignWhereNothingWasSet() {
        var table = new VectorTable(4);
        table.reserve(2);
        table.set(0, new QuantizedVector(new byte[] {127, 127, 127, 127}, 1));
        table.set(0, null);

        float[] products = products(table, new QuantizedVector(new byte[] {-1, -1, -1, -1}, 1), 2);

        assertThat(products).startsWith(0f, 0f);
    }

    @Test
    void theLargestSumsAreExact() {
        var values = new byte[4096];
        Arrays.fill(values, (byte) 127);
        var highest = new QuantizedVector(values, 1);
        var lowest = values.clone();
        Arrays.fill(lowest, (byte) -127);
        var table = new VectorTable(4096);
        table.reserve(2);
        table.set(0, highest);
        table.set(1, new QuantizedVector(lowest, 1));

        assertThat(products(table, highest, 2)).startsWith(4096 * 127 * 127f, 4096 * -127 * 127f);
    }

    @Test
    void aVectorThatWasTakenAwayGivesZeroAndItsNeighborsWhatTheyGave() {
        var table = new VectorTable(10);
        table.reserve(3);
        QuantizedVector first = vector(10);
        table.set(0, first);
        table.set(1, vector(10));
        table.set(2, vector(10));
        QuantizedVector query = vector(10);
        float[] before = products(table, query, 3);

        table.set(1, null);

        assertThat(products(table, query, 3)[0]).isEqualTo(before[0]);
        assertThat(products(table, query, 3)[1]).isZero();
        assertThat(products(table, query, 3)[2]).isEqualTo(before[2]);
    }

    @Test
    void takesVectorsOfAnotherTable() {
        var from = new VectorTable(9);
        from.reserve(40);
        from.set(37, vector(9));
        from.set(2, vector(9));
        var to = new VectorTable(9);
        to.reserve(20);
        to.set(19, from, 37);
        to.set(0, from, 2);
        to.set(1, vector(9));
        to.set(1, from, 5); // nothing there

        QuantizedVector query = vector(9);
        float[] there = products(from, query, 40);
        float[] here = products(to, query, 20);

        assertThat(here[19]).isEqualTo(there[37]).isNotZero();
        assertThat(here[0]).isEqualTo(there[2]).isNotZero();
        assertThat(here[1]).isZero();
    }

    @Test
    void keepsItsVectorsWhenItGrows() {
        var table = new VectorTable(6);
        table.reserve(1);
        QuantizedVector vector = vector(6);
        table.set(0, vector);

        table.reserve(100);
        table.set(99, vector);

        float[] products = products(table, vector(6), 100);
        assertThat(products[99]).isEqualTo(products[0]).isNotZero();
    }

    private QuantizedVector vector(int dimension) {
        var floats = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return QuantizedVector.of(floats);
    }

    private static float[] products(VectorTable table, QuantizedVector query, int count) {
        var products = new float[VectorTable.length(count)];
        table.dots(query, count, products);
        return products;
    }
}
