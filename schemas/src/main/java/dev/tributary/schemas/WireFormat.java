package dev.tributary.schemas;

import java.util.Locale;
import org.jspecify.annotations.NullMarked;

/** How records are written. All formats are recognized when read. */
@NullMarked
public enum WireFormat {
    /** Avro single-object encoding: {@code C3 01}, the fingerprint of the schema, the body. */
    AVRO,
    /** One JSON object with the field names of the schema. */
    JSON;

    /** @throws IllegalArgumentException naming the value and the choices */
    public static WireFormat parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "avro" -> AVRO;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException("Format must be avro or json, got '" + text + "'");
        };
    }
}
