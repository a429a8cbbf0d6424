package dev.tributary.schemas;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

/** Renders docs/schemas.md from the schemas. */
final class SchemaPage {
    private static final String HEAD = """
            # Topics and records

            This page is made from the schemas in `schemas/src/main/avro`.

            A reader tells the format by the first byte: `C3 01` is Avro single-object encoding, `00` is the framing of a schema registry (the
            schema's id in four bytes, or in eight with `tributary.source.registry-id-bytes`, then the Avro body; not Apicurio's form with the id in a
            header), `{` is JSON with the field names below. In JSON, fields with a default may be left out, unknown fields are ignored,
            times are ISO-8601 text with a zone or epoch milliseconds, and the values of maps may be text, numbers or booleans. One record may have up
            to 1 MiB.

            Three headers are read. `ce_id` and `ce_time`, of a CloudEvent in binary mode, stand for `event_id` and `occurred_at` of a behavior (for
            `request_id` and `requested_at` of a request, `requested_at` of an erasure) where its JSON has none. `traceparent` (W3C Trace Context) goes
            from a behavior or request to the recommendations it causes; of behaviors that share a list, it is the newest one's.

            A record that cannot be read goes to the dead letters with one of these reasons: %s. One that can be read but must
            not be taken, with one of these: `unknown-scenario`, `empty-id`, `id-too-long`, `control-character`, `context-too-long`, `too-many-items`,
            `wrong-value`. A tombstone has its key read as an id: `empty-id`, `bad-utf8` and the others.

            A changed schema is added to `schemas/src/main/resources/dev/tributary/schemas/history` as the next number; new fields need a default. So
            records written with an older schema stay readable.
            """;
    private static final String DEAD_LETTERS = """

            ## Dead letter

            Topic `%s`. Key and value are those of the refused record, a very long value cut. What was wrong stands in the headers, as UTF-8 text:
            %s.
            """;

    private SchemaPage() {}

    static String render() {
        return HEAD.formatted(codes())
                + record(Behavior.getClassSchema())
                + record(Item.getClassSchema())
                + record(Request.getClassSchema())
                + record(Recommendation.getClassSchema())
                + record(Erasure.getClassSchema())
                + DEAD_LETTERS.formatted(Topics.DEAD_LETTERS, headers());
    }

    private static String codes() {
        return quoted(Stream.of(Refusal.values()).map(Refusal::code));
    }

    private static String headers() {
        return quoted(Stream.of(
                DeadLetterHeaders.STAGE,
                DeadLetterHeaders.REASON,
                DeadLetterHeaders.MESSAGE,
                DeadLetterHeaders.TOPIC,
                DeadLetterHeaders.PARTITION,
                DeadLetterHeaders.OFFSET,
                DeadLetterHeaders.TIMESTAMP,
                DeadLetterHeaders.WHOLE_SIZE));
    }

    private static String quoted(Stream<String> names) {
        return names.map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    /** The doc of each schema names its topic and key. */
    private static String record(Schema schema) {
        return "\n## %s\n\n%s\n\n%s".formatted(schema.getName(), schema.getDoc(), table(schema, ""));
    }

    private static String table(Schema schema, String prefix) {
        return "| field | type | default | meaning |\n|---|---|---|---|\n" + rows(schema, prefix);
    }

    private static String rows(Schema schema, String prefix) {
        return schema.getFields().stream().map(field -> row(field, prefix)).collect(Collectors.joining());
    }

    private static String row(Schema.Field field, String prefix) {
        String name = prefix + field.name();
        String row = "| `%s` | %s | %s | %s |\n".formatted(name, type(field.schema()), defaultOf(field), field.doc());
        Schema element = field.schema().getType() == Type.ARRAY ? field.schema().getElementType() : field.schema();
        return element.getType() == Type.RECORD ? row + rows(element, name + "[].") : row;
    }

    private static String type(Schema schema) {
        if (schema.getLogicalType() != null) {
            return "time";
        }
        return switch (schema.getType()) {
            case STRING -> "text";
            case ARRAY -> "list of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case UNION -> type(schema.getTypes().get(1)) + " or null";
            case ENUM -> String.join(", ", schema.getEnumSymbols());
            case RECORD -> schema.getName();
            default -> schema.getType().getName();
        };
    }

    private static String defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "required";
        }
        return switch (field.schema().getType()) {
            case UNION -> "null";
            case ARRAY, MAP -> "empty";
            case STRING -> "empty text";
            default -> String.valueOf(List.of(field.defaultVal()).get(0));
        };
    }
}
