package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.EncoderException;

/** The architecture of a BERT encoder, read from the shapes and constants of its ONNX graph. */
record BertShape(int layers, int hidden, int heads, int inner, int vocabulary, int positions, float epsilon) {
    private static final String ATTENTION = "/encoder/layer.0/attention/self/";

    static BertShape of(OnnxGraph graph) {
        OnnxTensor words = graph.constant("embeddings.word_embeddings.weight");
        var shape = new BertShape(
                layers(graph),
                words.size(1),
                Math.toIntExact(headShape(graph, 0)),
                graph.constant("encoder.layer.0.intermediate.dense.bias").size(0),
                words.size(0),
                graph.constant("embeddings.position_embeddings.weight").size(0),
                graph.constantInput("Add", "/embeddings/LayerNorm/Add").scalar());
        shape.check(graph);
        return shape;
    }

    int headSize() {
        return hidden / heads;
    }

    private void check(OnnxGraph graph) {
        long headSize = headShape(graph, 1);
        if (heads * headSize != hidden) {
            throw new EncoderException(heads + " heads of size " + headSize + " do not make " + hidden + " dimensions");
        }
        float scale = graph.constantInput("Div", ATTENTION + "Div").scalar();
        if (Math.abs(scale * scale - headSize) > 1e-3) {
            throw new EncoderException("attention is scaled by " + scale + ", expected the root of " + headSize);
        }
        for (int layer = 0; layer < layers; layer++) {
            graph.require("Erf", "/encoder/layer." + layer + "/intermediate/intermediate_act_fn/Erf");
        }
    }

    private static int layers(OnnxGraph graph) {
        int layers = 0;
        while (graph.has("encoder.layer." + layers + ".output.dense.bias")) {
            layers++;
        }
        if (layers == 0) {
            throw new EncoderException(
                    "the ONNX graph is not a BERT encoder: it lacks encoder.layer.0.output.dense.bias");
        }
        return layers;
    }

    /** The last two numbers of the reshape to [batch, tokens, heads, head size]. */
    private static long headShape(OnnxGraph graph, int index) {
        var sizes = graph.constantInputs("Concat", ATTENTION + "Concat");
        if (sizes.size() != 2) {
            throw new EncoderException("cannot read the number of heads from the ONNX node " + ATTENTION + "Concat");
        }
        return sizes.get(index).integer();
    }
}
