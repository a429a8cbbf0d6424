package dev.tributary.replay.train;

import dev.tributary.models.interest.BlendRanker;
import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.training.ListQuality;
import dev.tributary.models.training.Platt;
import dev.tributary.models.training.Trainer;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns a ranker from behaviors, in two rounds: a first ranker, quickly, on lists whose hard items the blend chose; then the real one on lists
 * whose hard items the first one chose. The second round finds when to stop and the calibrations on the validation part, then fits once
 * more on all lists.
 */
public final class Training {
    private static final int FIRST_ROUND_SHARE = 8;
    private static final int FIRST_ROUND_EPOCHS = 4;

    private final Corpus corpus;
    private final Whitening whitening;
    private final TrainingPlan plan;
    private final Listener listener;
    private final Map<String, QuantizedVector> descriptions;
    private final Trainer trainer;

    private Training(Corpus corpus, Whitening whitening, TrainingPlan plan, Listener listener) {
        this.corpus = corpus;
        this.whitening = whitening;
        this.plan = plan;
        this.listener = listener;
        this.descriptions = corpus.descriptions(whitening);
        this.trainer = new Trainer(
                List.copyOf(descriptions.keySet()),
                descriptions.values().stream().map(QuantizedVector::toFloats).toArray(float[][]::new));
    }

    /** Hears how far the training is. */
    @FunctionalInterface
    public interface Listener {
        void progress(String task, int percent, String message);
    }

    /**
     * A trained ranker.
     *
     * @param lists lists it learned from, those for validation included
     * @param epochs passes after which the validation was best
     * @param validation figures of the fit that did not know the validation part
     */
    public record Result(MlpRanker ranker, int lists, int epochs, ListQuality validation) {}

    public static Result of(Corpus corpus, Whitening whitening, TrainingPlan plan, Listener listener) {
        return new Training(corpus, whitening, plan, listener).run();
    }

    private Result run() {
        int few = Math.max(1, plan.lists() / FIRST_ROUND_SHARE);
        ListLog easy = log("Logging lists, round 1", new BlendRanker(), few);
        TrainerSettings quick = plan.trainer().withEpochs(FIRST_ROUND_EPOCHS);
        Ranker first =
                ranker(fit("Learning, round 1", quick, easy.all(), List.of()).weights(), Map.of());
        ListLog log = log("Logging lists, round 2", first, plan.lists());
        Trainer.Fit stopped = fit("Learning, round 2", plan.trainer(), log.training(), log.validation());
        var calibrations = calibrations(stopped.weights(), log.validation());
        MlpWeights weights = log.validation().isEmpty()
                ? stopped.weights()
                : fit("Learning from all", plan.trainer().withEpochs(stopped.epochs()), log.all(), List.of())
                        .weights();
        return new Result(ranker(weights, calibrations), log.all().size(), stopped.epochs(), stopped.validation());
    }

    private static MlpRanker ranker(MlpWeights weights, Map<String, Calibration> calibrations) {
        return new MlpRanker(weights, calibrations, "mlp");
    }

    private ListLog log(String task, Ranker hard, int lists) {
        return ListLog.of(corpus, whitening, plan, hard, lists, percent -> listener.progress(task, percent, ""));
    }

    private Trainer.Fit fit(
            String task, TrainerSettings settings, List<TrainingList> lists, List<TrainingList> validation) {
        return trainer.fit(settings, lists, validation, (epoch, done, loss) -> {
            long all = (long) settings.epochs() * lists.size();
            long passed = (long) (epoch - 1) * lists.size() + done;
            listener.progress(task, (int) (100 * passed / all), String.format(Locale.ROOT, "loss %.3f", loss));
        });
    }

    private Map<String, Calibration> calibrations(MlpWeights weights, List<TrainingList> validation) {
        List<String> scenarios = List.copyOf(descriptions.keySet());
        var plain = ranker(weights, Map.of());
        Map<Integer, List<TrainingList>> byScenario = new HashMap<>();
        validation.forEach(list -> byScenario
                .computeIfAbsent(list.scenario(), scenario -> new ArrayList<>())
                .add(list));
        Map<String, Calibration> calibrations = new HashMap<>();
        byScenario.forEach((number, lists) -> {
            String scenario = scenarios.get(number);
            @Nullable QuantizedVector description = descriptions.get(scenario);
            calibrations.put(scenario, Platt.fit(lists, plain.in(scenario, description)));
        });
        return calibrations;
    }
}
