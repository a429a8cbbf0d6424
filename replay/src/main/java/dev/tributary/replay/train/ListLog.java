package dev.tributary.replay.train;

import dev.tributary.models.interest.Ranker;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Lists to learn from and lists to validate with, logged in time order. */
public record ListLog(List<TrainingList> training, List<TrainingList> validation) {

    /**
     * Plays the behaviors back and logs a list before each n-th.
     *
     * @param hard says which items are hard to tell from the chosen one
     * @param lists most lists
     * @param progress told the percentage of behaviors passed
     */
    public static ListLog of(
            Corpus corpus, Whitening whitening, TrainingPlan plan, Ranker hard, int lists, IntConsumer progress) {
        List<Behavior> behaviors = corpus.behaviors();
        int end = (int) (behaviors.size() * plan.until());
        int validFrom = (int) (end * (1 - TrainingPlan.VALIDATION));
        int from = (int) (end * TrainingPlan.WARM);
        int every = Math.max(1, (int) Math.ceil((end - from) / (double) lists));
        var state = new StreamState(corpus, whitening);
        var sampler = new ListSampler(corpus, hard, plan.trainer().seed());
        var log = new ListLog(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < end; i++) {
            Behavior behavior = behaviors.get(i);
            if (i >= from && i % every == 0 && !plan.without().contains(behavior.getScenario())) {
                var part = i < validFrom ? log.training : log.validation;
                sampler.list(behavior, state).ifPresent(part::add);
            }
            state.update(behavior);
            progress.accept((int) (100L * (i + 1) / end));
        }
        return log;
    }

    /** @return both, for a last fit when it is known when to stop */
    List<TrainingList> all() {
        var all = new ArrayList<>(training);
        all.addAll(validation);
        return all;
    }
}
