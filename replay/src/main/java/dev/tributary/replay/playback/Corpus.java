package dev.tributary.replay.playback;

import dev.tributary.models.encoder.BatchingEncoder;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.ItemText;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data set in memory with its encoded texts.
 *
 * @param behaviors in time order, those of the data set's scenarios
 * @param encoded the encoder's vectors by text, not whitened
 */
public record Corpus(
        List<ScenarioSpec> scenarios, List<Item> items, List<Behavior> behaviors, Map<String, float[]> encoded) {

    /** @param progress told the percentage of texts encoded */
    public static Corpus load(ReplayData data, BatchingEncoder encoder, IntConsumer progress) {
        List<Item> items;
        List<Behavior> behaviors;
        try (Stream<Item> stream = data.items()) {
            items = stream.toList();
        }
        Set<String> ids = new HashSet<>();
        data.scenarios().forEach(scenario -> ids.add(scenario.id()));
        try (Stream<Behavior> stream = data.behaviors()) {
            behaviors = stream.filter(behavior -> ids.contains(behavior.getScenario()))
                    .toList();
        }
        return new Corpus(data.scenarios(), items, behaviors, encode(data.scenarios(), items, encoder, progress));
    }

    private static Map<String, float[]> encode(
            List<ScenarioSpec> scenarios, List<Item> items, BatchingEncoder encoder, IntConsumer progress) {
        Map<String, CompletableFuture<float[]>> waiting = new LinkedHashMap<>();
        scenarios.forEach(scenario -> waiting.computeIfAbsent(scenario.description(), encoder::encode));
        items.stream()
                .map(Corpus::text)
                .filter(text -> !text.isEmpty())
                .forEach(text -> waiting.computeIfAbsent(text, encoder::encode));
        Map<String, float[]> encoded = new HashMap<>();
        waiting.forEach((text, vector) -> {
            encoded.put(text, vector.join());
            progress.accept(100 * encoded.size() / waiting.size());
        });
        return encoded;
    }

    /** @throws IllegalArgumentException if the data set lacks one of these scenarios */
    public void requireScenarios(Collection<String> wanted) {
        List<String> known = scenarios.stream().map(ScenarioSpec::id).toList();
        for (String scenario : wanted) {
            if (!known.contains(scenario)) {
                throw new IllegalArgumentException(
                        "There is no scenario '" + scenario + "' in the data, only " + String.join(", ", known));
            }
        }
    }

    /** @return a hash of the behaviors and the items: the same data has the same, in whatever order it was read */
    public String fingerprint() {
        long sum = 0;
        for (Item item : items) {
            sum += hash(item.getItemId(), text(item));
        }
        for (Behavior behavior : behaviors) {
            sum += hash(behavior.getEventId(), behavior.getUserId(), behavior.getItemId());
        }
        return HexFormat.of().toHexDigits(sum);
    }

    private static long hash(String... texts) {
        return ItemKey.of(String.join("\0", texts));
    }

    /** A whitening of the catalog's texts; none if there are fewer than two. */
    public Whitening whitening(int dimension) {
        List<float[]> vectors = new ArrayList<>();
        for (Item item : items) {
            float[] vector = encoded.get(text(item));
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors.size() < 2 ? Whitening.none(dimension) : Whitening.fit(vectors);
    }

    /** @return the vector of an item's text, or null if it has none */
    public @Nullable QuantizedVector vector(Item item, Whitening whitening) {
        return vector(text(item), whitening);
    }

    /** @return vectors of the scenarios' descriptions by scenario, in the order of {@link #scenarios} */
    public Map<String, QuantizedVector> descriptions(Whitening whitening) {
        Map<String, QuantizedVector> descriptions = new LinkedHashMap<>();
        for (ScenarioSpec scenario : scenarios) {
            QuantizedVector vector = vector(scenario.description(), whitening);
            if (vector != null) {
                descriptions.put(scenario.id(), vector);
            }
        }
        return descriptions;
    }

    private @Nullable QuantizedVector vector(String text, Whitening whitening) {
        float[] vector = encoded.get(text);
        return vector == null ? null : QuantizedVector.of(whitening.apply(vector));
    }

    private static String text(Item item) {
        return ItemText.of(item.getTitle(), item.getCategories(), item.getDescription());
    }
}
