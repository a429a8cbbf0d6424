package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document against the classes that its owner reads it into; these keep unknown fields in silence, this names them. */
final class FieldCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> problems = new ArrayList<>();

    private FieldCheck() {}

    /** @return what is wrong, each with its path; a value of the wrong type is an exception */
    static List<String> of(JsonNode document, Class<?> type) {
        var check = new FieldCheck();
        check.visit(document, MAPPER.constructType(type), "");
        return check.problems;
    }

    private void visit(JsonNode node, JavaType declared, String path) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), declared.getContentType(), path + "/" + i);
            }
        } else if (node.isObject() && declared.isMapLikeType()) {
            node.fields()
                    .forEachRemaining(
                            entry -> visit(entry.getValue(), declared.getContentType(), path + "/" + entry.getKey()));
        } else if (node.isObject()) {
            visitFields(node, actual(node, declared), path);
        }
    }

    private void visitFields(JsonNode node, JavaType type, String path) {
        var fields = Stream.of(
                        MAPPER.getSerializationConfig().introspect(type),
                        MAPPER.getDeserializationConfig().introspect(type))
                .flatMap(description -> description.findProperties().stream())
                .collect(Collectors.toMap(
                        property -> property.getName(),
                        property -> property.getPrimaryType(),
                        (first, second) -> second.isJavaLangObject() ? first : second));
        node.fields().forEachRemaining(field -> {
            JavaType known = fields.get(field.getKey());
            String here = path + "/" + field.getKey();
            if (known == null) {
                problems.add(here + " is unknown to " + type.getRawClass().getSimpleName());
            } else {
                visit(field.getValue(), known, here);
            }
        });
    }

    /** Which subclass it is can stand in a field of the document. */
    private static JavaType actual(JsonNode node, JavaType declared) {
        Object read = MAPPER.convertValue(node, declared);
        return MAPPER.constructType(read.getClass());
    }
}
