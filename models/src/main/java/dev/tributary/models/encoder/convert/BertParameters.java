package dev.tributary.models.encoder.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Names the weights of a BERT encoder as {@link BertScript} uses them, each checked for its type and shape. */
final class BertParameters {
    private final OnnxGraph graph;
    private final BertShape shape;
    private final List<Parameter> parameters = new ArrayList<>();

    private BertParameters(OnnxGraph graph, BertShape shape) {
        this.graph = graph;
        this.shape = shape;
    }

    static List<Parameter> of(OnnxGraph graph, BertShape shape) {
        var built = new BertParameters(graph, shape);
        built.embeddings();
        for (int layer = 0; layer < shape.layers(); layer++) {
            built.layer(layer);
        }
        return built.parameters;
    }

    private void embeddings() {
        int hidden = shape.hidden();
        add(Parameter.copy("word", embedding("word", shape.vocabulary())));
        add(Parameter.copy("position", embedding("position", shape.positions())));
        add(Parameter.firstRow(
                "type",
                embedding(
                        "token_type",
                        graph.constant("embeddings.token_type_embeddings.weight")
                                .size(0))));
        norm("embedding", "embeddings.LayerNorm", hidden);
    }

    private OnnxTensor embedding(String kind, int rows) {
        return graph.constant("embeddings." + kind + "_embeddings.weight").floats(rows, shape.hidden());
    }

    private void layer(int layer) {
        int hidden = shape.hidden();
        String to = "l" + layer + "_";
        String from = "encoder.layer." + layer + ".";
        add(Parameter.turned(
                to + "qkv_w",
                selfAttention().map(part -> matrix(from + part, hidden, hidden)).toList()));
        add(Parameter.joined(
                to + "qkv_b",
                selfAttention().map(part -> bias(from + part, hidden)).toList()));
        dense(to + "mix", from + "attention.output.dense", hidden, hidden);
        norm(to + "mix", from + "attention.output.LayerNorm", hidden);
        dense(to + "up", from + "intermediate.dense", hidden, shape.inner());
        dense(to + "down", from + "output.dense", shape.inner(), hidden);
        norm(to + "down", from + "output.LayerNorm", hidden);
    }

    private static Stream<String> selfAttention() {
        return Stream.of("attention.self.query", "attention.self.key", "attention.self.value");
    }

    private void dense(String to, String from, int in, int out) {
        add(Parameter.turned(to + "_w", List.of(matrix(from, in, out))));
        add(Parameter.copy(to + "_b", bias(from, out)));
    }

    private void norm(String to, String from, int length) {
        add(Parameter.copy(to + "_norm_w", graph.constant(from + ".weight").floats(length)));
        add(Parameter.copy(to + "_norm_b", bias(from, length)));
    }

    /** Exported matrices have lost their names, so each is found through the node that multiplies by it. */
    private OnnxTensor matrix(String name, int in, int out) {
        String node = "/" + name.replace('.', '/').replace("layer/", "layer.") + "/MatMul";
        return graph.constantInput("MatMul", node).floats(in, out);
    }

    private OnnxTensor bias(String name, int length) {
        return graph.constant(name + ".bias").floats(length);
    }

    private void add(Parameter parameter) {
        parameters.add(parameter);
    }
}
