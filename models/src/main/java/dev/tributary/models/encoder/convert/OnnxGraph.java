package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.EncoderException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes and constants of an ONNX model, as far as a conversion needs them. */
final class OnnxGraph {
    private record Node(String operation, String name, List<String> inputs, List<String> outputs) {}

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, OnnxTensor> constants = new HashMap<>();

    private OnnxGraph() {}

    static OnnxGraph read(ByteBuffer model) {
        var graph = new OnnxGraph();
        for (var cursor = new ProtoCursor(model); cursor.next(); ) {
            if (cursor.field() == 7) {
                graph.readGraph(cursor.bytes());
            }
        }
        if (graph.nodes.isEmpty()) {
            throw new EncoderException("the ONNX file holds no graph");
        }
        return graph;
    }

    boolean has(String constant) {
        return constants.containsKey(constant);
    }

    OnnxTensor constant(String name) {
        OnnxTensor tensor = constants.get(name);
        if (tensor == null) {
            throw new EncoderException("the ONNX graph lacks the constant " + name);
        }
        return tensor;
    }

    /** @return the only constant among a node's inputs */
    OnnxTensor constantInput(String operation, String node) {
        List<OnnxTensor> found = constantInputs(operation, node);
        if (found.size() != 1) {
            throw new EncoderException(
                    "the ONNX node " + node + " has " + found.size() + " constant inputs, expected 1");
        }
        return found.get(0);
    }

    /** @return the constants among a node's inputs, in order */
    List<OnnxTensor> constantInputs(String operation, String node) {
        return node(operation, node).inputs().stream()
                .filter(constants::containsKey)
                .map(this::constant)
                .toList();
    }

    /** @throws EncoderException if the graph has no such node */
    void require(String operation, String node) {
        node(operation, node);
    }

    private Node node(String operation, String name) {
        Node node = nodes.get(name);
        if (node == null || !node.operation().equals(operation)) {
            throw new EncoderException("the ONNX graph lacks the " + operation + " node " + name);
        }
        return node;
    }

    private void readGraph(ByteBuffer message) {
        for (var cursor = new ProtoCursor(message); cursor.next(); ) {
            if (cursor.field() == 1) {
                readNode(cursor.bytes());
            } else if (cursor.field() == 5) {
                OnnxTensor tensor = OnnxTensor.read(cursor.bytes());
                constants.put(tensor.name(), tensor);
            }
        }
    }

    private void readNode(ByteBuffer message) {
        String name = "";
        String operation = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<ByteBuffer> attributes = new ArrayList<>();
        for (var cursor = new ProtoCursor(message); cursor.next(); ) {
            switch (cursor.field()) {
                case 1 -> inputs.add(cursor.text());
                case 2 -> outputs.add(cursor.text());
                case 3 -> name = cursor.text();
                case 4 -> operation = cursor.text();
                case 5 -> attributes.add(cursor.bytes());
                default -> {}
            }
        }
        nodes.put(name, new Node(operation, name, inputs, outputs));
        if (operation.equals("Constant")) {
            attributes.forEach(attribute -> readConstant(outputs.get(0), attribute));
        }
    }

    private void readConstant(String output, ByteBuffer attribute) {
        for (var cursor = new ProtoCursor(attribute); cursor.next(); ) {
            if (cursor.field() == 5) {
                OnnxTensor value = OnnxTensor.read(cursor.bytes());
                constants.put(output, new OnnxTensor(output, value.shape(), value.type(), value.content()));
            }
        }
    }
}
