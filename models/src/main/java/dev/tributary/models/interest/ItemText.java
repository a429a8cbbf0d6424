package dev.tributary.models.interest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** text_i: what of an item is encoded. */
public final class ItemText {
    private static final int DESCRIPTION_LENGTH = 600;

    private ItemText() {}

    /** @return title, categories and the beginning of the description; empty if the item has no words, and then it has no vector */
    public static String of(String title, List<String> categories, @Nullable String description) {
        var text = new StringBuilder(title.strip());
        if (!categories.isEmpty()) {
            separate(text).append(String.join(", ", categories));
        }
        if (description != null && !description.isBlank()) {
            separate(text)
                    .append(
                            description.strip(),
                            0,
                            Math.min(DESCRIPTION_LENGTH, description.strip().length()));
        }
        return text.toString();
    }

    private static StringBuilder separate(StringBuilder text) {
        return text.isEmpty() ? text : text.append(". ");
    }
}
