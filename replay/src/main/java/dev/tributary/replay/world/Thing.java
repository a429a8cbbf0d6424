package dev.tributary.replay.world;

import dev.tributary.replay.world.Vocabulary.Kind;
import dev.tributary.schemas.Item;
import java.util.Map;

/**
 * An item with what only the world knows of it.
 *
 * @param index over all scenarios
 * @param interest index of the interest it is about
 * @param popularity 1 for the most popular of its scenario
 * @param words that its text was made with
 */
record Thing(
        int index,
        Item item,
        Kind kind,
        int interest,
        double popularity,
        long publishedMillis,
        Map<String, String> words) {
    boolean isConsumed() {
        return kind.id().equals("consumable");
    }
}
