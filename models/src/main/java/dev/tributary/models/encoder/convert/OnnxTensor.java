package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.EncoderException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A constant of an ONNX graph: its shape and its raw little-endian content, not copied. */
record OnnxTensor(String name, List<Integer> shape, int type, ByteBuffer content) {
    private static final int FLOAT32 = 1;
    private static final int INT64 = 7;

    static OnnxTensor read(ByteBuffer message) {
        String name = "";
        int type = 0;
        List<Integer> shape = new ArrayList<>();
        ByteBuffer content = ByteBuffer.allocate(0);
        for (var cursor = new ProtoCursor(message); cursor.next(); ) {
            switch (cursor.field()) {
                case 1 -> {
                    for (long size : cursor.numbers()) {
                        shape.add(Math.toIntExact(size));
                    }
                }
                case 2 -> type = (int) cursor.number();
                case 8 -> name = cursor.text();
                case 9 -> content = cursor.bytes();
                default -> {}
            }
        }
        return new OnnxTensor(name, List.copyOf(shape), type, content);
    }

    /** @return this tensor, after a check that it holds exactly the float32 values of a shape */
    OnnxTensor floats(Integer... expected) {
        requireFloat32();
        if (!shape.equals(List.of(expected))) {
            throw new EncoderException(name + " has shape " + shape + ", expected " + List.of(expected));
        }
        return this;
    }

    /** @return size of one axis */
    int size(int axis) {
        if (axis >= shape.size()) {
            throw new EncoderException(name + " has shape " + shape + ", which lacks axis " + axis);
        }
        return shape.get(axis);
    }

    long integer() {
        if (type != INT64 || content.remaining() != Long.BYTES) {
            throw new EncoderException(name + " must be one int64");
        }
        return littleEndian().getLong(0);
    }

    float scalar() {
        requireFloat32();
        return littleEndian().getFloat(0);
    }

    private void requireFloat32() {
        if (type != FLOAT32) {
            throw new EncoderException(name + " has ONNX data type " + type
                    + "; only float32 (1) weights can be converted: take the model's float32 file");
        }
        long values = 1;
        for (int size : shape) {
            values *= size;
        }
        if (content.remaining() != values * Float.BYTES) {
            throw new EncoderException(name + " holds " + content.remaining() + " bytes of raw data, its shape " + shape
                    + " needs " + values * Float.BYTES);
        }
    }

    private ByteBuffer littleEndian() {
        return content.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
