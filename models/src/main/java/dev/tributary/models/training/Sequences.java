package dev.tributary.models.training;

import java.util.List;

/**
 * What users did, one after the other, as a tower learns from it.
 *
 * @param keys of the items
 * @param texts of the items' texts, a zero vector where an item has none
 * @param scenarios of the items, by number
 * @param users positions of the items that each user took, oldest first
 */
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record Sequences(long[] keys, float[][] texts, int[] scenarios, List<int[]> users) {
    /** @return whether any user took two items, so that there is a choice to learn from */
    public boolean haveChoices() {
        return users.stream().anyMatch(items -> items.length > 1);
    }
}
