package dev.tributary.cli.pipeline;

import static java.util.stream.Collectors.toMap;

import dev.tributary.models.encoder.BatchingEncoder;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The evaluator's state after all items and some behaviors, and what the job's own ranker says of it. For one thread. */
final class PlayedBack {
    private final InterestModel model;
    private final StreamState state;

    PlayedBack(ReplayData data, BatchingEncoder encoder, InterestModel model) {
        this.model = model;
        state = new StreamState(Corpus.load(data, encoder, percent -> {}), model.whitening());
        state.index().use(model.tower());
    }

    void add(Behavior behavior) {
        state.update(behavior);
    }

    /** @return scores of these items, as far as the user may be shown them in the scenario at that moment */
    Map<String, Double> scores(String user, String scenario, Instant at, List<String> items) {
        Behavior moment = Behavior.newBuilder()
                .setEventId("moment")
                .setUserId(user)
                .setScenario(scenario)
                .setItemId("none")
                .setAction("none")
                .setOccurredAt(at)
                .build();
        return state.index().score(state.before(moment), model.ranker(), items, items.size()).stream()
                .collect(toMap(Candidate::itemId, candidate -> (double) candidate.score()));
    }
}
