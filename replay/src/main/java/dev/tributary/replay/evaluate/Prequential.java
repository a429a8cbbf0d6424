package dev.tributary.replay.evaluate;

import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.evaluation.Placement;
import dev.tributary.models.evaluation.Tally;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Test, then update: behaviors in time order; the first {@code warm} share only feeds the state, then each {@code every}-th is predicted before
 * it is fed. A prediction ranks all items of the behavior's scenario, without those the user already had where the scenario forbids repeats;
 * an item that the list cannot hold counts as a miss. The text profile is not encoded. Holds the data in memory. For one thread.
 */
public final class Prequential {
    static final int COLD = 3;

    private final List<Variant> variants;
    private final double warm;
    private final double end;
    private final int every;
    private final Map<Cell, Tally> tallies = new LinkedHashMap<>();
    private final SignalTable table = new SignalTable();

    /**
     * @param warm share of the behaviors that is not predicted
     * @param end share of the behaviors after which to stop, 1 for all
     * @param every predict only each n-th of the rest
     */
    public Prequential(List<Variant> variants, double warm, double end, int every) {
        if (every < 1 || !(warm >= 0 && warm < end && end <= 1)) {
            throw new IllegalArgumentException("every must be at least 1 and 0 <= warm < end <= 1, got every = " + every
                    + ", warm = " + warm + ", end = " + end);
        }
        this.variants = List.copyOf(variants);
        this.warm = warm;
        this.end = end;
        this.every = every;
    }

    /** @param progress told the percentage of behaviors passed */
    public List<Figures> run(
            ReplayData data, TextEncoder encoder, boolean whiten, Ranker ranker, IntConsumer progress) {
        List<Behavior> behaviors = behaviors(data);
        var catalog = Catalog.encode(data, encoder, whiten);
        InterestModel model = new InterestModel(catalog.whitening(), ranker);
        var state = new StreamState(data.scenarios());
        long begin = behaviors.isEmpty() ? 0 : behaviors.get(0).getOccurredAt().toEpochMilli();
        catalog.items().forEach(item -> state.put(item, catalog.vector(item, model), begin));
        Map<String, QuantizedVector> descriptions = new HashMap<>();
        for (ScenarioSpec scenario : data.scenarios()) {
            float[] encoded = encoder.encode(List.of(scenario.description()))[0];
            descriptions.put(scenario.id(), model.compact(encoded));
        }
        int first = (int) (behaviors.size() * warm);
        int last = (int) (behaviors.size() * end);
        for (int i = 0; i < last; i++) {
            Behavior behavior = behaviors.get(i);
            if (i >= first && (i - first) % every == 0) {
                predict(state, behavior, ranker, descriptions.get(behavior.getScenario()));
            }
            state.update(behavior);
            progress.accept((int) (100L * (i + 1) / last));
        }
        return figures();
    }

    private static List<Behavior> behaviors(ReplayData data) {
        try (Stream<Behavior> stream = data.behaviors()) {
            return new ArrayList<>(stream.toList());
        }
    }

    private void predict(StreamState state, Behavior behavior, Ranker ranker, @Nullable QuantizedVector description) {
        table.fill(state.index, state.interest(behavior, description), ranker, ItemKey.of(behavior.getItemId()));
        Ranker.Scorer scorer = ranker.in(behavior.getScenario(), description);
        boolean coldUser = state.profile(behavior.getUserId()).behaviors() < COLD;
        boolean coldItem = state.visits(behavior.getItemId()) == 0;
        for (Variant variant : variants) {
            Placement placement = table.place(variant.scoring().apply(scorer));
            add("all", behavior, variant, placement);
            if (coldUser) {
                add("cold_users", behavior, variant, placement);
            }
            if (coldItem) {
                add("cold_items", behavior, variant, placement);
            }
        }
    }

    private void add(String group, Behavior behavior, Variant variant, Placement placement) {
        tallies.computeIfAbsent(new Cell(behavior.getScenario(), group, variant.name()), cell -> new Tally())
                .add(behavior.getUserId(), placement);
    }

    private List<Figures> figures() {
        var figures = new ArrayList<Figures>();
        tallies.forEach((cell, tally) ->
                figures.add(new Figures(cell.scenario, cell.group, cell.variant, tally.size(), tally.estimates())));
        return figures;
    }

    private record Cell(String scenario, String group, String variant) {}
}
