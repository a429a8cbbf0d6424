package dev.tributary.deploy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The two operations of RFC 6902 that deploy uses: {@code add} to an object or to the end of a list, {@code replace} in an object. */
final class JsonPatch {
    private JsonPatch() {}

    static void apply(JsonNode operations, JsonNode document) {
        for (JsonNode operation : operations) {
            var path = JsonPointer.compile(operation.get("path").asText());
            String field = path.last().getMatchingProperty();
            JsonNode parent = document.at(path.head());
            JsonNode value = operation.get("value");
            switch (operation.get("op").asText()) {
                case "add" -> {
                    if (parent instanceof ArrayNode list && field.equals("-")) {
                        list.add(value);
                    } else {
                        ((ObjectNode) parent).set(field, value);
                    }
                }
                case "replace" -> {
                    if (!parent.has(field)) {
                        throw new IllegalStateException("nothing to replace at " + path);
                    }
                    ((ObjectNode) parent).set(field, value);
                }
                default -> throw new IllegalStateException("not used here: " + operation);
            }
        }
    }
}
