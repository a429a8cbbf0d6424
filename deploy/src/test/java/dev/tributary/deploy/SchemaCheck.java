package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A document against an OpenAPI schema as Kubernetes has it; other than Kubernetes it does not drop unknown fields but names them. */
final class SchemaCheck {
    private final List<String> problems = new ArrayList<>();

    private SchemaCheck() {}

    /** @return what is wrong, each with its path */
    static List<String> of(JsonNode document, JsonNode schema) {
        var check = new SchemaCheck();
        check.visit(document, schema, "");
        return check.problems;
    }

    private void visit(JsonNode node, JsonNode schema, String path) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        if (!hasType(node, schema)) {
            problems.add(path + " is " + node + ", not " + schema.get("type"));
            return;
        }
        JsonNode choices = schema.path("enum");
        if (!choices.isMissingNode() && !Documents.texts(choices).contains(node.asText())) {
            problems.add(path + " is " + node + ", not one of " + choices);
        }
        schema.path("required").forEach(field -> {
            if (!node.has(field.asText())) {
                problems.add(path + "/" + field.asText() + " is missing");
            }
        });
        node.fields().forEachRemaining(field -> {
            JsonNode known = schema.path("properties").path(field.getKey());
            JsonNode any = schema.path("additionalProperties");
            String here = path + "/" + field.getKey();
            if (known.isObject()) {
                visit(field.getValue(), known, here);
            } else if (any.isObject()) {
                visit(field.getValue(), any, here);
            } else if (!any.asBoolean()) {
                problems.add(here + " is unknown");
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(node.get(i), schema.path("items"), path + "/" + i);
        }
    }

    private static boolean hasType(JsonNode node, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return node.isTextual() || node.isIntegralNumber();
        }
        return switch (schema.path("type").asText()) {
            case "string" -> node.isTextual();
            case "integer" -> node.isIntegralNumber();
            case "number" -> node.isNumber();
            case "boolean" -> node.isBoolean();
            case "array" -> node.isArray();
            case "object" -> node.isObject();
            default -> true;
        };
    }
}
