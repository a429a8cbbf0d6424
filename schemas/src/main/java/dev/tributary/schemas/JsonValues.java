package dev.tributary.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** JSON values as the values of an Avro schema; {@code path} is the field's name in messages, such as {@code items[0].score}. */
@NullMarked
final class JsonValues {
    private static final SpecificData DATA = SpecificData.get();

    private JsonValues() {}

    static SpecificRecord record(JsonNode node, Schema schema, String path) throws UnreadableRecordException {
        require(node.isObject(), node, path, "an object");
        SpecificRecord record = (SpecificRecord) DATA.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            String name = path.isEmpty() ? field.name() : path + "." + field.name();
            record.put(field.pos(), fieldValue(node.get(field.name()), field, name));
        }
        return record;
    }

    private static @Nullable Object fieldValue(@Nullable JsonNode node, Schema.Field field, String path)
            throws UnreadableRecordException {
        if (node != null && !node.isNull()) {
            return value(node, field.schema(), path);
        }
        if (!field.hasDefaultValue()) {
            throw new UnreadableRecordException(Refusal.MISSING_FIELD, "Field " + path + " is missing");
        }
        return DATA.deepCopy(field.schema(), DATA.getDefaultValue(field));
    }

    private static Object value(JsonNode node, Schema schema, String path) throws UnreadableRecordException {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return instant(node, path);
        }
        return switch (schema.getType()) {
            case RECORD -> record(node, schema, path);
            case ARRAY -> list(node, schema.getElementType(), path);
            case MAP -> textMap(node, path);
            case UNION -> value(node, otherThanNull(schema), path);
            case ENUM -> symbol(node, schema, path);
            case STRING -> text(node, path);
            case BOOLEAN -> bool(node, path);
            case INT -> (int) integer(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> integer(node, path, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> number(node, path);
            default -> throw new IllegalStateException("No JSON form is defined for " + schema);
        };
    }

    private static List<Object> list(JsonNode node, Schema elements, String path) throws UnreadableRecordException {
        require(node.isArray(), node, path, "an array");
        List<Object> list = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            list.add(value(element, elements, path + "[" + list.size() + "]"));
        }
        return list;
    }

    /** Numbers and booleans become text; an entry that is null is left out. */
    private static Map<String, String> textMap(JsonNode node, String path) throws UnreadableRecordException {
        require(node.isObject(), node, path, "an object");
        Map<String, String> map = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            require(value.isValueNode(), value, path + "." + entry.getKey(), "text, a number or a boolean");
            if (!value.isNull()) {
                map.put(StrictText.check(entry.getKey()), StrictText.check(value.asText()));
            }
        }
        return map;
    }

    private static Schema otherThanNull(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static Object symbol(JsonNode node, Schema schema, String path) throws UnreadableRecordException {
        require(
                node.isTextual() && schema.hasEnumSymbol(node.asText()),
                node,
                path,
                "one of " + schema.getEnumSymbols());
        return DATA.createEnum(node.asText(), schema);
    }

    private static String text(JsonNode node, String path) throws UnreadableRecordException {
        require(node.isTextual(), node, path, "text");
        return StrictText.check(node.asText());
    }

    private static boolean bool(JsonNode node, String path) throws UnreadableRecordException {
        require(node.isBoolean(), node, path, "true or false");
        return node.asBoolean();
    }

    private static long integer(JsonNode node, String path, long min, long max) throws UnreadableRecordException {
        require(isWhole(node), node, path, "a whole number");
        long value = node.asLong();
        require(value >= min && value <= max, node, path, "a number from " + min + " to " + max);
        return value;
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.canConvertToLong() && node.asDouble() == Math.rint(node.asDouble());
    }

    private static double number(JsonNode node, String path) throws UnreadableRecordException {
        require(node.isNumber() && Double.isFinite(node.asDouble()), node, path, "a finite number");
        return node.asDouble();
    }

    private static Instant instant(JsonNode node, String path) throws UnreadableRecordException {
        String expected = "ISO-8601 text with a zone, such as 2026-01-31T08:00:00Z, or epoch milliseconds";
        if (isWhole(node)) {
            return Instant.ofEpochMilli(node.asLong());
        }
        require(node.isTextual(), node, path, expected);
        try {
            Instant instant = Instant.parse(node.asText()).truncatedTo(ChronoUnit.MILLIS);
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw wrongType(node, path, expected);
        }
    }

    private static void require(boolean condition, JsonNode node, String path, String expected)
            throws UnreadableRecordException {
        if (!condition) {
            throw wrongType(node, path, expected);
        }
    }

    private static UnreadableRecordException wrongType(JsonNode node, String path, String expected) {
        String what = path.isEmpty() ? "The record" : "Field " + path;
        return new UnreadableRecordException(
                Refusal.WRONG_TYPE, what + " must be " + expected + ", got " + shown(node));
    }

    private static String shown(JsonNode node) {
        if (node.isContainerNode()) {
            return "an " + node.getNodeType().name().toLowerCase(Locale.ROOT);
        }
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
