package dev.tributary.replay.evaluate;

import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A shop whose items are named by a letter and stand in a plane, for tests. */
final class Shop {
    static final List<ScenarioSpec> SCENARIOS = List.of(new ScenarioSpec("shop", "a shop", "en", true));

    private static final Map<String, float[]> VECTORS =
            Map.of("a", new float[] {1, 0}, "b", new float[] {0.6f, 0.8f}, "c", new float[] {0, 1});

    private Shop() {}

    static float[] vector(String itemId) {
        return VECTORS.getOrDefault(itemId, new float[] {-1, 0});
    }

    /** Behavior number i, six hours after the one before. */
    static Behavior behavior(int i, String userId, String itemId) {
        return Behavior.newBuilder()
                .setEventId("e" + i)
                .setUserId(userId)
                .setScenario("shop")
                .setItemId(itemId)
                .setAction("take")
                .setContext(Map.of())
                .setOccurredAt(Instant.EPOCH.plus(Duration.ofHours(6L * i)))
                .build();
    }

    static Item item(String itemId, String title) {
        return Item.newBuilder()
                .setItemId(itemId)
                .setScenario("shop")
                .setTitle(title)
                .setCategories(List.of())
                .build();
    }

    /** The three items of the plane. */
    static Corpus of(List<Behavior> behaviors) {
        List<Item> items =
                VECTORS.keySet().stream().sorted().map(id -> item(id, id)).toList();
        return new Corpus(SCENARIOS, items, behaviors, VECTORS);
    }
}
