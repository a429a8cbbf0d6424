package dev.tributary.benchmarks.loops;

import dev.tributary.models.vector.QuantizedVector;
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

/** The scan: one query against vectors that lie back to back. Per vector of 384 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DotProductLoop {
    private static final int DIMENSION = 384;
    private static final int VECTORS = 1_000;

    private final byte[] query = new byte[DIMENSION];
    private final byte[] vectors = new byte[VECTORS * DIMENSION];

    @Setup
    public void fill() {
        var random = new Random(1);
        fill(query, random);
        fill(vectors, random);
    }

    @Benchmark
    @Fork(jvmArgs = {"-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"})
    @OperationsPerInvocation(VECTORS)
    public int dotWithVectorInstructions() {
        return scan();
    }

    @Benchmark
    @Fork(jvmArgs = "-XX:+UseSerialGC")
    @OperationsPerInvocation(VECTORS)
    public int dotInPlainJava() {
        return scan();
    }

    private static void fill(byte[] components, Random random) {
        for (int i = 0; i < components.length; i++) {
            components[i] = (byte) (random.nextInt(255) - 127);
        }
    }

    private int scan() {
        int largest = Integer.MIN_VALUE;
        for (int from = 0; from < vectors.length; from += 2 * DIMENSION) {
            long two = QuantizedVector.dots(query, vectors, from, from + DIMENSION, DIMENSION);
            largest = Math.max(largest, Math.max((int) (two >> Integer.SIZE), (int) two));
        }
        return largest;
    }
}
