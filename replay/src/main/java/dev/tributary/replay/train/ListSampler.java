package dev.tributary.replay.train;

import dev.tributary.models.interest.BlendRanker;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.training.TrainingList;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Makes training lists: the item that was chosen, what the sources of the stream would have proposed instead (the popular, the near, the
 * linked: hard negatives), and some items at random. For one thread.
 */
final class ListSampler {
    private static final int PER_SOURCE = 24;
    private static final int RANDOM = 16;

    private final Map<String, Integer> scenarios = new HashMap<>();
    private final Map<String, List<String>> itemsOf = new HashMap<>();
    private final Ranker blend = new BlendRanker();
    private final Random random;

    ListSampler(Corpus corpus, long seed) {
        this.random = new Random(seed);
        for (ScenarioSpec scenario : corpus.scenarios()) {
            scenarios.put(scenario.id(), scenarios.size());
        }
        for (Item item : corpus.items()) {
            itemsOf.computeIfAbsent(item.getScenario(), scenario -> new ArrayList<>())
                    .add(item.getItemId());
        }
    }

    /** @return the behavior as a list, or nothing if its item could not have been shown; called before the state takes it in */
    Optional<TrainingList> list(Behavior behavior, StreamState state) {
        Interest interest = state.before(behavior);
        List<Candidate> chosen = state.index().score(interest, blend, List.of(behavior.getItemId()), 1);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Map<String, float[]> rows = new LinkedHashMap<>();
        rows.put(behavior.getItemId(), chosen.get(0).signals());
        add(state.index().best(interest, blend, PER_SOURCE, Integer.MAX_VALUE), rows);
        int proposed = rows.size();
        List<String> items = itemsOf.getOrDefault(behavior.getScenario(), List.of());
        add(state.index().score(interest, blend, drawn(items), RANDOM), rows);
        return Optional.of(new TrainingList(
                scenarios.getOrDefault(behavior.getScenario(), 0),
                flat(rows.values()),
                weights(items.size(), proposed, rows.size())));
    }

    private static void add(List<Candidate> candidates, Map<String, float[]> rows) {
        candidates.forEach(candidate -> rows.putIfAbsent(candidate.itemId(), candidate.signals()));
    }

    private List<String> drawn(List<String> items) {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < RANDOM; i++) {
            drawn.add(items.get(random.nextInt(items.size())));
        }
        return drawn.stream().sorted().toList();
    }

    /** Items drawn at random stand for all that were not proposed. */
    private static float[] weights(int items, int proposed, int size) {
        var weights = new float[size];
        for (int row = 0; row < size; row++) {
            weights[row] = row < proposed ? 1 : Math.max(1, (float) (items - proposed) / (size - proposed));
        }
        return weights;
    }

    private static float[] flat(Collection<float[]> rows) {
        var flat = new float[rows.size() * Signal.COUNT];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, flat, at, Signal.COUNT);
            at += Signal.COUNT;
        }
        return flat;
    }
}
