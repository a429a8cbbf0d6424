package dev.tributary.job.encode;

import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.vector.QuantizedVector;
import org.jspecify.annotations.Nullable;

/**
 * An item with its vector.
 *
 * @param vector whitened unit vector of the text; null if the item has no text or is removed
 */
public record EncodedItem(ItemEvent item, @Nullable QuantizedVector vector) {
    @Override
    public String toString() {
        return "EncodedItem[" + item + (vector == null ? " without" : " with") + " vector]";
    }
}
