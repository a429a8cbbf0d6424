package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.Pooling;
import dev.tributary.models.encoder.directory.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Converts the ONNX export of a BERT encoder into a TorchScript archive, the same bytes each time. */
public final class OnnxToTorchScript {
    /** Raised when the same weights give another archive than before, so that older conversions are not taken for new ones. */
    public static final int VERSION = 2;

    private static final String ROOT = "encoder/";

    private OnnxToTorchScript() {}

    /**
     * @param onnx the whole ONNX file
     * @param precision of the weights to write; the code is the same, since operations take the type of their weights
     * @param kernels what multiplies on a CPU; the weights are the same
     * @param target the archive to write
     * @return length of the model's vectors
     * @throws EncoderException if the graph is not a float32 BERT encoder
     */
    public static int convert(ByteBuffer onnx, Pooling pooling, Precision precision, Kernels kernels, Path target)
            throws IOException {
        OnnxGraph graph = OnnxGraph.read(onnx);
        BertShape shape = BertShape.of(graph);
        List<Parameter> parameters = BertParameters.of(graph, shape);
        try (var zip = new StoredZip(target)) {
            zip.add(ROOT + "data.pkl", ParameterPickle.module(parameters, precision));
            zip.add(ROOT + "code/__torch__.py", utf8(BertScript.source(shape, pooling, kernels, parameters)));
            for (int key = 0; key < parameters.size(); key++) {
                zip.add(ROOT + "data/" + key, content(parameters.get(key), precision));
            }
            zip.add(ROOT + "constants.pkl", ParameterPickle.emptyTuple());
            zip.add(ROOT + "version", utf8("3\n"));
        }
        return shape.hidden();
    }

    private static List<ByteBuffer> content(Parameter parameter, Precision precision) {
        List<ByteBuffer> floats = parameter.content().get();
        return precision == Precision.HALF ? floats.stream().map(HalfFloats::of).toList() : floats;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
