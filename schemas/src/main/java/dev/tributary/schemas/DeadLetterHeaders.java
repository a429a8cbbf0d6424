package dev.tributary.schemas;

import org.jspecify.annotations.NullMarked;

/** Names of the headers of a dead letter; every value is UTF-8 text. */
@NullMarked
public final class DeadLetterHeaders {
    /** The stage that refused the record, for example {@code source}. */
    public static final String STAGE = "tributary.error.stage";

    /** A code for machines, such as {@link Refusal#code()}. */
    public static final String REASON = "tributary.error.reason";

    /** One sentence for people. */
    public static final String MESSAGE = "tributary.error.message";

    /** Where the record came from. */
    public static final String TOPIC = "tributary.error.topic";

    /** Decimal number. */
    public static final String PARTITION = "tributary.error.partition";

    /** Decimal number. */
    public static final String OFFSET = "tributary.error.offset";

    /** The timestamp of the refused record, in milliseconds since 1970, UTC. */
    public static final String TIMESTAMP = "tributary.error.timestamp";

    /** Decimal number: how many bytes the value had; only where it was too long to be kept whole. */
    public static final String WHOLE_SIZE = "tributary.error.whole-size";

    private DeadLetterHeaders() {}
}
