package dev.tributary.models.encoder.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tributary.models.encoder.EncoderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What model.json says of a model.
 *
 * @param dimension length of the vectors
 * @param pooling how token vectors become one; applied only where the model itself returns token vectors
 * @param languages ISO 639 codes
 * @param maxTokens most tokens of one text, with the special ones
 * @param license SPDX identifier
 * @param precision of the weights
 * @param inputs what the model's forward method takes, in order
 * @param sameVectorsAs SHA-256 of the model.pt whose vectors this one gives, but for the last bits: the two are one version
 * @param files SHA-256 and size of each file
 */
public record ModelCard(
        String name,
        int dimension,
        Pooling pooling,
        List<String> languages,
        int maxTokens,
        String license,
        Precision precision,
        List<String> inputs,
        Optional<String> sameVectorsAs,
        Map<String, FileFact> files) {

    /** @param size in bytes */
    public record FileFact(String sha256, long size) {}

    /** What a model converted here takes. */
    public static final List<String> DEFAULT_INPUTS = List.of("input_ids", "attention_mask");

    private static final List<String> REQUIRED =
            List.of("name", "dimension", "pooling", "languages", "maxTokens", "license", "files");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** @throws EncoderException naming every missing or wrong field */
    public static ModelCard parse(String json) {
        JsonNode root = read(json);
        List<String> missing =
                REQUIRED.stream().filter(field -> !root.hasNonNull(field)).toList();
        if (!missing.isEmpty()) {
            throw new EncoderException("model.json lacks " + String.join(", ", missing));
        }
        return new ModelCard(
                root.path("name").asText(),
                positive(root, "dimension"),
                Pooling.of(root.path("pooling").asText()),
                texts(root.path("languages")),
                positive(root, "maxTokens"),
                root.path("license").asText(),
                Precision.of(root.path("precision").asText(Precision.FULL.label())),
                inputs(root),
                Optional.ofNullable(root.path("sameVectorsAs").textValue()),
                files(root.path("files")));
    }

    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("dimension", dimension);
        fields.put("pooling", pooling.label());
        fields.put("languages", languages);
        fields.put("maxTokens", maxTokens);
        fields.put("license", license);
        if (precision != Precision.FULL) {
            fields.put("precision", precision.label());
        }
        fields.put("inputs", inputs);
        sameVectorsAs.ifPresent(hash -> fields.put("sameVectorsAs", hash));
        fields.put("files", files);
        try {
            return JSON.writeValueAsString(fields) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new EncoderException("model.json is not valid JSON: " + e.getOriginalMessage(), e);
        }
        throw new EncoderException("model.json must be a JSON object");
    }

    private static int positive(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (!value.isInt() || value.asInt() <= 0) {
            throw new EncoderException(field + " in model.json must be a positive whole number, got " + value);
        }
        return value.asInt();
    }

    private static List<String> inputs(JsonNode root) {
        List<String> inputs = root.hasNonNull("inputs") ? texts(root.path("inputs")) : DEFAULT_INPUTS;
        boolean known = inputs.equals(DEFAULT_INPUTS)
                || inputs.equals(Stream.concat(DEFAULT_INPUTS.stream(), Stream.of("token_type_ids"))
                        .toList());
        if (!known) {
            throw new EncoderException(
                    "inputs in model.json must be input_ids, attention_mask and, if the model wants it, token_type_ids; got "
                            + inputs);
        }
        return inputs;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    private static Map<String, FileFact> files(JsonNode node) {
        Map<String, FileFact> files = new LinkedHashMap<>();
        node.fields().forEachRemaining(entry -> {
            JsonNode fact = entry.getValue();
            if (!fact.path("sha256").isTextual() || !fact.path("size").isIntegralNumber()) {
                throw new EncoderException("files." + entry.getKey() + " in model.json must have a sha256 and a size");
            }
            files.put(
                    entry.getKey(),
                    new FileFact(fact.path("sha256").asText(), fact.path("size").asLong()));
        });
        return Map.copyOf(files);
    }
}
