package dev.tributary.replay.train;

import dev.tributary.models.interest.Ranker;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Lists to learn from and lists to validate with, logged in time order. */
record ListLog(List<TrainingList> training, List<TrainingList> validation) {

    /**
     * Plays the behaviors back and logs a list before each n-th; several logs at once, each without its scenarios and with its own view of what is
     * hard. A log is the same whatever others are made beside it.
     *
     * @param hard by the scenarios that are left out: says which items are hard to tell from the chosen one
     * @param lists most lists
     * @param towers each used until the next one begins
     * @param progress told the percentage of behaviors passed
     */
    static Map<Set<String>, ListLog> of(
            Corpus corpus,
            Whitening whitening,
            double until,
            int lists,
            Map<Set<String>, Ranker> hard,
            List<TrainedTowers.Turn> towers,
            IntConsumer progress) {
        List<Behavior> behaviors = corpus.behaviors();
        int end = (int) (behaviors.size() * until);
        int validFrom = (int) (end * (1 - TrainingPlan.VALIDATION));
        int from = (int) (end * TrainingPlan.WARM);
        int every = Math.max(1, (int) Math.ceil((end - from) / (double) lists));
        var state = new StreamState(corpus, whitening);
        var sampler = new ListSampler(corpus);
        Map<Set<String>, ListLog> logs = new LinkedHashMap<>();
        hard.keySet().forEach(without -> logs.put(without, new ListLog(new ArrayList<>(), new ArrayList<>())));
        int next = 0;
        for (int i = 0; i < end; i++) {
            while (next < towers.size() && towers.get(next).from() <= i) {
                state.index().use(towers.get(next++).tower());
            }
            Behavior behavior = behaviors.get(i);
            if (i >= from && i % every == 0 && sampler.look(behavior, state)) {
                boolean learn = i < validFrom;
                logs.forEach((without, log) -> {
                    Ranker ranker = hard.get(without);
                    if (ranker != null && !without.contains(behavior.getScenario())) {
                        (learn ? log.training : log.validation).add(sampler.list(ranker, state));
                    }
                });
            }
            state.update(behavior);
            progress.accept((int) (100L * (i + 1) / end));
        }
        return logs;
    }

    /** @return both, for a last fit when it is known when to stop */
    List<TrainingList> all() {
        var all = new ArrayList<>(training);
        all.addAll(validation);
        return all;
    }
}
