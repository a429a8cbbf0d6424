package dev.tributary.schemas;

import org.jspecify.annotations.NullMarked;

/** Default topic names; each can be changed by configuration. */
@NullMarked
public final class Topics {
    /** Key {@code user_id}, value {@link Behavior}. */
    public static final String BEHAVIORS = "tributary.behaviors.v1";

    /** Compacted. Key {@code item_id}, value {@link Item} or a tombstone. */
    public static final String ITEMS = "tributary.items.v1";

    /** Key {@code user_id}, value {@link Request}. */
    public static final String REQUESTS = "tributary.requests.v1";

    /** Kept for some days. Key {@code user_id}, value {@link Recommendation}, or null once the user is erased. */
    public static final String RECOMMENDATIONS = "tributary.recommendations.v1";

    /** Key {@code user_id}, value {@link Erasure}. */
    public static final String ERASURES = "tributary.erasures.v1";

    /** Key and value as they arrived, with {@link DeadLetterHeaders}. */
    public static final String DEAD_LETTERS = "tributary.dead-letters.v1";

    private Topics() {}
}
