package dev.tributary.benchmarks.retrieve;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** One matrix product and the largest of its results, by libtorch on as many threads as it has. */
final class MatrixProduct implements Searched {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final NDArray matrix;

    MatrixProduct(float[][] vectors) {
        matrix = manager.zeros(new Shape(vectors.length, SyntheticVectors.DIMENSION));
        for (int item = 0; item < vectors.length; item++) {
            replace(item, vectors[item]);
        }
    }

    @Override
    public int[] search(float[] query, int count) {
        try (NDManager call = manager.newSubManager();
                NDArray scores = matrix.matMul(call.create(query))) {
            scores.attach(call);
            var best = scores.topK(count, 0, true, false);
            best.attach(call);
            return Arrays.stream(best.get(1).toLongArray())
                    .mapToInt(item -> (int) item)
                    .toArray();
        }
    }

    @Override
    public void replace(int item, float[] vector) {
        try (NDManager call = manager.newSubManager()) {
            matrix.set(new NDIndex(item), call.create(vector));
        }
    }

    @Override
    public long bytes() {
        return matrix.size() * Float.BYTES;
    }

    @Override
    public void close() {
        manager.close();
    }
}
