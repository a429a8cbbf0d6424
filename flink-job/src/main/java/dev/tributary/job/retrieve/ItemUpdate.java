package dev.tributary.job.retrieve;

import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.profile.Visit;
import org.jspecify.annotations.Nullable;

/** Something new about an item: either the item itself or a visit of it, the other is null. */
public record ItemUpdate(
        String itemId, @Nullable EncodedItem item, @Nullable Visit visit) {
    public static ItemUpdate of(EncodedItem item) {
        return new ItemUpdate(item.item().itemId(), item, null);
    }

    public static ItemUpdate of(Visit visit) {
        return new ItemUpdate(visit.itemId(), null, visit);
    }

    @Override
    public String toString() {
        return "ItemUpdate[" + (item == null ? visit : item) + "]";
    }
}
