package dev.tributary.replay.train;

import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small town with a shop and a feed: each person likes one of eight topics, and takes items of that topic, the fashionable ones more often.
 * Texts have one direction a topic, and noise.
 */
final class Town {
    static final int DIMENSION = 12;
    /** In each scenario. */
    static final int ITEMS = 240;

    private static final int TOPICS = 8;
    private static final int PEOPLE = 150;

    private Town() {}

    static Corpus of(int behaviors, long seed) {
        var random = new Random(seed);
        var scenarios = List.of(
                new ScenarioSpec("shop", "a shop", "en", false), new ScenarioSpec("feed", "a feed", "en", true));
        var items = new ArrayList<Item>();
        Map<String, float[]> encoded = new HashMap<>();
        encoded.put("a shop", axis(8, random));
        encoded.put("a feed", axis(9, random));
        for (ScenarioSpec scenario : scenarios) {
            for (int i = 0; i < ITEMS; i++) {
                String id = scenario.id() + i;
                items.add(Item.newBuilder()
                        .setItemId(id)
                        .setScenario(scenario.id())
                        .setTitle(id)
                        .setCategories(List.of())
                        .build());
                encoded.put(id, axis(i % TOPICS, random));
            }
        }
        return new Corpus(scenarios, items, deeds(behaviors, random), encoded);
    }

    private static List<Behavior> deeds(int count, Random random) {
        var behaviors = new ArrayList<Behavior>();
        for (int i = 0; i < count; i++) {
            int person = random.nextInt(PEOPLE);
            String scenario = random.nextBoolean() ? "shop" : "feed";
            int topic = random.nextInt(5) == 0 ? random.nextInt(TOPICS) : person % TOPICS;
            int inFashion = (i / 200) % (ITEMS / TOPICS);
            int step = (int) Math.abs(random.nextGaussian() * 5);
            int item = topic + TOPICS * ((inFashion + step) % (ITEMS / TOPICS));
            behaviors.add(Behavior.newBuilder()
                    .setEventId("e" + i)
                    .setUserId("p" + person)
                    .setScenario(scenario)
                    .setItemId(scenario + item)
                    .setAction("view")
                    .setContext(Map.of())
                    .setOccurredAt(Instant.ofEpochSecond(1_000_000 + i * 600L))
                    .build());
        }
        return behaviors;
    }

    private static float[] axis(int direction, Random random) {
        var vector = new float[DIMENSION];
        double length = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (random.nextGaussian() * 0.15) + (i == direction ? 1 : 0);
            length += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }
}
