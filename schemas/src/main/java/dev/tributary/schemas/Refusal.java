package dev.tributary.schemas;

import org.jspecify.annotations.NullMarked;

/** Why bytes could not be read as a record. */
@NullMarked
public enum Refusal {
    EMPTY("empty"),
    TOO_LARGE("too-large"),
    /** The first byte announces none of the formats we read. */
    UNKNOWN_FORMAT("unknown-format"),
    /** The writer's schema is not known by its fingerprint or its registry id. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** The writer's schema is known, but cannot be read as this record type. */
    INCOMPATIBLE_SCHEMA("incompatible-schema"),
    /** The bytes end within the record, or a length points past their end. */
    TRUNCATED("truncated"),
    TRAILING_BYTES("trailing-bytes"),
    BAD_AVRO("bad-avro"),
    BAD_JSON("bad-json"),
    BAD_TEXT("bad-utf8"),
    MISSING_FIELD("missing-field"),
    WRONG_TYPE("wrong-type");

    private final String code;

    Refusal(String code) {
        this.code = code;
    }

    /** @return a short stable code for headers and metrics */
    public String code() {
        return code;
    }
}
