package dev.tributary.job.source;

import java.util.List;

/**
 * An item, checked, or its removal.
 *
 * @param text what is encoded; empty if the item has no words
 * @param publishedAt epoch milliseconds
 * @param expiresAt epoch milliseconds, {@link Long#MAX_VALUE} if it does not expire
 * @param removed whether the item is gone; then only the id counts
 */
public record ItemEvent(
        String itemId,
        String scenario,
        String title,
        List<String> categories,
        String text,
        long publishedAt,
        long expiresAt,
        boolean removed) {
    @Override
    public String toString() {
        return removed ? "ItemEvent[removal]" : "ItemEvent[" + text.length() + " characters]";
    }
}
