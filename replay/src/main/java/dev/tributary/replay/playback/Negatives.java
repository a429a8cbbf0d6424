package dev.tributary.replay.playback;

import dev.tributary.models.interest.ItemKey;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws items of a scenario that a user never touched, all alike and without repetition. What is drawn depends on the user, the seed and the
 * catalog alone. For one thread.
 */
public final class Negatives {
    private final Map<String, LongArrayList> catalog = new HashMap<>();
    private final Map<String, LongOpenHashSet> touched = new HashMap<>();

    /** @param corpus with all behaviors: an item that is touched later is no negative either */
    public Negatives(Corpus corpus) {
        corpus.items().stream()
                .sorted((a, b) -> a.getItemId().compareTo(b.getItemId()))
                .forEach(this::add);
        for (Behavior behavior : corpus.behaviors()) {
            touched.computeIfAbsent(behavior.getUserId(), user -> new LongOpenHashSet())
                    .add(ItemKey.of(behavior.getItemId()));
        }
    }

    private void add(Item item) {
        catalog.computeIfAbsent(item.getScenario(), scenario -> new LongArrayList())
                .add(ItemKey.of(item.getItemId()));
    }

    /** @return keys of {@code count} items, or of all that the user did not touch if there are fewer */
    public long[] draw(String userId, String scenario, int count, long seed) {
        LongOpenHashSet own = touched.getOrDefault(userId, new LongOpenHashSet());
        long[] open = catalog.getOrDefault(scenario, new LongArrayList())
                .longStream()
                .filter(key -> !own.contains(key))
                .toArray();
        var random = new SplittableRandom(ItemKey.of(userId) ^ (seed * 0x9E3779B97F4A7C15L));
        int drawn = Math.min(count, open.length);
        for (int i = 0; i < drawn; i++) {
            int picked = i + random.nextInt(open.length - i);
            long key = open[picked];
            open[picked] = open[i];
            open[i] = key;
        }
        return Arrays.copyOf(open, drawn);
    }
}
