package dev.tributary.replay.train;

import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.training.Sequences;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tower learns from: the items that were taken, and in which order each user first took them, over all scenarios. What a user takes again
 * is no choice that tells items apart, and other signals know of it.
 */
final class Histories {
    private Histories() {}

    /** @param behaviors in time order, some of the corpus */
    static Sequences of(Corpus corpus, Whitening whitening, List<Behavior> behaviors) {
        List<Item> items = known(corpus, behaviors);
        Map<String, Integer> positions = new HashMap<>();
        items.forEach(item -> positions.put(item.getItemId(), positions.size()));
        Map<String, IntLinkedOpenHashSet> users = new LinkedHashMap<>();
        for (Behavior behavior : behaviors) {
            Integer position = positions.get(behavior.getItemId());
            if (position != null) {
                users.computeIfAbsent(behavior.getUserId(), id -> new IntLinkedOpenHashSet())
                        .add(position.intValue());
            }
        }
        var keys = new long[items.size()];
        var texts = new float[items.size()][whitening.dimension()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ItemKey.of(items.get(i).getItemId());
            @Nullable QuantizedVector vector = corpus.vector(items.get(i), whitening);
            if (vector != null) {
                texts[i] = vector.toFloats();
            }
        }
        return new Sequences(
                keys,
                texts,
                scenarios(corpus, items),
                new ArrayList<>(users.values().stream()
                        .map(IntLinkedOpenHashSet::toIntArray)
                        .toList()));
    }

    /** @return the items that were taken; if they are more than a tower holds, those that were taken most often */
    private static List<Item> known(Corpus corpus, List<Behavior> behaviors) {
        Map<String, Long> taken =
                behaviors.stream().collect(Collectors.groupingBy(Behavior::getItemId, Collectors.counting()));
        Set<String> kept = taken.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Tower.ITEMS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return corpus.items().stream()
                .filter(item -> kept.contains(item.getItemId()))
                .toList();
    }

    private static int[] scenarios(Corpus corpus, List<Item> items) {
        List<String> ids = corpus.scenarios().stream().map(ScenarioSpec::id).toList();
        return items.stream()
                .mapToInt(item -> Math.max(0, ids.indexOf(item.getScenario())))
                .toArray();
    }
}
