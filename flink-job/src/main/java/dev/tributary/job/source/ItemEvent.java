package dev.tributary.job.source;

import java.util.List;

/**
 * An item, checked, or its removal.
 *
 * @param text what is encoded; empty if the item has no words
 * @param publishedAt epoch milliseconds, before 1970 too; without a date, when the record arrived
 * @param availableAt from when it may be shown, epoch milliseconds; 0 for an item without a date
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
        long availableAt,
        long expiresAt,
        boolean removed) {
    @Override
    public String toString() {
        return removed ? "ItemEvent[removal]" : "ItemEvent[" + text.length() + " characters]";
    }
}
