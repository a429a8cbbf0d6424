package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import org.jspecify.annotations.Nullable;

/**
 * An item as retrieval needs it.
 *
 * @param vector whitened unit vector of the item's text, or null if it has none
 * @param publishedAt from when its age counts, epoch milliseconds
 * @param availableAt from when it may be shown, epoch milliseconds
 * @param expiresAt epoch milliseconds; {@link Long#MAX_VALUE} if it does not expire
 */
public record IndexedItem(
        String itemId,
        String scenario,
        String title,
        @Nullable QuantizedVector vector,
        long publishedAt,
        long availableAt,
        long expiresAt) {}
