package dev.tributary.benchmarks.loops;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.VectorTable;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The scan: one query against all vectors of a table. Per vector of 384 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DotProductLoop {
    private static final int DIMENSION = 384;
    private static final int VECTORS = 1_000;

    private final VectorTable table = new VectorTable(DIMENSION);
    private final float[] products = new float[VectorTable.length(VECTORS)];
    private final QuantizedVector query = vector(new Random(0));

    @Setup
    public void fill() {
        var random = new Random(1);
        table.reserve(VECTORS);
        for (int i = 0; i < VECTORS; i++) {
            table.set(i, vector(random));
        }
    }

    @Benchmark
    @Fork(jvmArgs = {"-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"})
    @OperationsPerInvocation(VECTORS)
    public float[] dotWithVectorInstructions() {
        return scan();
    }

    @Benchmark
    @Fork(jvmArgs = "-XX:+UseSerialGC")
    @OperationsPerInvocation(VECTORS)
    public float[] dotInPlainJava() {
        return scan();
    }

    private static QuantizedVector vector(Random random) {
        var values = new byte[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (byte) (random.nextInt(255) - 127);
        }
        return new QuantizedVector(values, 1);
    }

    private float[] scan() {
        table.dots(query, VECTORS, products);
        return products;
    }
}
