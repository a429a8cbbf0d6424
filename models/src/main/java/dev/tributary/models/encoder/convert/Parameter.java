package dev.tributary.models.encoder.convert;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/** A named float32 tensor of the converted model; its little-endian bytes are made when asked for, so that few lie in memory. */
record Parameter(String name, List<Integer> shape, Supplier<List<ByteBuffer>> content) {
    static Parameter copy(String name, OnnxTensor tensor) {
        return new Parameter(
                name, tensor.shape(), () -> List.of(tensor.content().slice()));
    }

    /** The first row of a matrix, as a vector. */
    static Parameter firstRow(String name, OnnxTensor matrix) {
        int columns = matrix.size(1);
        return new Parameter(
                name, List.of(columns), () -> List.of(matrix.content().slice(0, columns * Float.BYTES)));
    }

    /** Matrices stored [in, out], turned and stacked to [sum of out, in]. */
    static Parameter turned(String name, List<OnnxTensor> matrices) {
        int rows = matrices.stream().mapToInt(matrix -> matrix.size(1)).sum();
        List<Integer> shape = List.of(rows, matrices.get(0).size(0));
        return new Parameter(
                name, shape, () -> matrices.stream().map(Parameter::turn).toList());
    }

    /** Vectors, one after the other. */
    static Parameter joined(String name, List<OnnxTensor> vectors) {
        int length = vectors.stream().mapToInt(vector -> vector.size(0)).sum();
        return new Parameter(
                name,
                List.of(length),
                () -> vectors.stream().map(vector -> vector.content().slice()).toList());
    }

    int values() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    private static ByteBuffer turn(OnnxTensor matrix) {
        int rows = matrix.size(0);
        int columns = matrix.size(1);
        // both sides have the same byte order, so it does not matter which
        var from = matrix.content().slice().asIntBuffer();
        ByteBuffer turned = ByteBuffer.allocate(rows * columns * Float.BYTES);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                turned.putInt(from.get(row * columns + column));
            }
        }
        return turned.flip();
    }
}
