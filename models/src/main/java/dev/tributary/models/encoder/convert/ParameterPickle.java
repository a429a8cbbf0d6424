package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.directory.Precision;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the table of parameters of a TorchScript module: pickle protocol 2, only the operations that libtorch reads. */
final class ParameterPickle {
    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ParameterPickle() {}

    /** @return an archive without constants */
    static byte[] emptyTuple() {
        return EMPTY_TUPLE.clone();
    }

    /** @return a module {@code __torch__.Encoder} whose parameter number k lies in {@code data/k} */
    static byte[] module(List<Parameter> parameters, Precision precision) {
        var pickle = new ParameterPickle();
        String storage = precision == Precision.HALF ? "HalfStorage" : "FloatStorage";
        pickle.op(0x80)
                .op(2)
                .global("__torch__", "Encoder")
                .op(')')
                .op(0x81)
                .op('}')
                .op('(');
        for (int key = 0; key < parameters.size(); key++) {
            pickle.text(parameters.get(key).name()).tensor(parameters.get(key), storage, Integer.toString(key));
        }
        pickle.text("training").op(0x89).op('u').op('b').op('.');
        return pickle.out.toByteArray();
    }

    private void tensor(Parameter parameter, String storage, String key) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage").global("torch", storage).text(key).text("cpu").integer(parameter.values());
        op('t').op('Q').integer(0);
        integers(parameter.shape());
        integers(strides(parameter.shape()));
        op(0x89).global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
    }

    private static List<Integer> strides(List<Integer> shape) {
        return shape.size() == 1 ? List.of(1) : List.of(shape.get(1), 1);
    }

    private void integers(List<Integer> values) {
        op('(');
        values.forEach(this::integer);
        op('t');
    }

    private ParameterPickle integer(int value) {
        op('J');
        out.writeBytes(littleEndian(value));
        return this;
    }

    private ParameterPickle text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        op('X');
        out.writeBytes(littleEndian(bytes.length));
        out.writeBytes(bytes);
        return this;
    }

    private ParameterPickle global(String module, String name) {
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private ParameterPickle op(int code) {
        out.write(code);
        return this;
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
