package dev.tributary.replay.evaluate;

import static java.util.stream.Collectors.toMap;

import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.schemas.Behavior;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The evaluator's state after all items and some behaviors, and what the job's own ranker says of it. For one thread. */
public final class PlayedBack {
    private final Map<String, QuantizedVector> descriptions = new HashMap<>();
    private final InterestModel model;
    private final StreamState state;

    public PlayedBack(ReplayData data, TextEncoder encoder) {
        model = InterestModel.untrained(encoder.dimension());
        state = new StreamState(data.scenarios());
        Catalog catalog = Catalog.encode(data, encoder, false);
        catalog.items().forEach(item -> state.put(item, catalog.vector(item, model), 0));
        data.scenarios().forEach(scenario -> {
            float[] encoded = encoder.encode(List.of(scenario.description()))[0];
            descriptions.put(scenario.id(), model.compact(encoded));
        });
    }

    public void add(Behavior behavior) {
        state.update(behavior);
    }

    /** @return scores of these items, as far as the user may be shown them in the scenario at that moment */
    public Map<String, Double> scores(String user, String scenario, Instant at, List<String> items) {
        Behavior moment = Behavior.newBuilder()
                .setEventId("moment")
                .setUserId(user)
                .setScenario(scenario)
                .setItemId("none")
                .setAction("none")
                .setOccurredAt(at)
                .build();
        var interest = state.interest(moment, descriptions.get(scenario));
        return state.index.score(interest, model.ranker(), items, items.size()).stream()
                .collect(toMap(Candidate::itemId, candidate -> (double) candidate.score()));
    }
}
