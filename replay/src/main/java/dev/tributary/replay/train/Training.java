package dev.tributary.replay.train;

import dev.tributary.models.interest.BlendRanker;
import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Tower;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns rankers from behaviors, in two rounds: a first ranker, quickly, on lists whose hard items the blend chose; then the real ones on lists
 * whose hard items the first one chose. The second round finds when to stop and the calibrations on the validation part, then fits once
 * more on all lists.
 *
 * <p>Several rankers learn from one playback, unless they have different towers. Each is the same as if it had learned alone: the first ranker, and so the lists, depend only on
 * the data and on which scenarios are left out.
 *
 * <p>A tower, where one is tried, is trained anew for each third of the lists on what came before them.
 */
public final class Training {
    private static final int FIRST_ROUND_SHARE = 8;
    private static final int FIRST_ROUND_EPOCHS = 4;

    private final Corpus corpus;
    private final Whitening whitening;
    private final Listener listener;
    private final Map<String, QuantizedVector> descriptions;
    private final Fitting fitting;
    private final TrainedTowers towers;

    private Training(Corpus corpus, Whitening whitening, Listener listener) {
        this.corpus = corpus;
        this.whitening = whitening;
        this.listener = listener;
        this.descriptions = corpus.descriptions(whitening);
        var trainer = new Trainer(
                List.copyOf(descriptions.keySet()),
                descriptions.values().stream().map(QuantizedVector::toFloats).toArray(float[][]::new));
        this.fitting = new Fitting(trainer, listener);
        this.towers = new TrainedTowers(corpus, whitening, listener);
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
     * @param epochs passes after which the validation was best, of each network
     * @param tower null if none was tried or it did not help
     * @param trial null if the plan left no choice
     * @param validation figures of the first network's fit that did not know the validation part
     */
    public record Result(
            MlpRanker ranker,
            int lists,
            List<Integer> epochs,
            ListQuality validation,
            @Nullable Tower tower,
            @Nullable TowerTrial trial) {}

    public static Result of(Corpus corpus, Whitening whitening, TrainingPlan plan, Listener listener) {
        return of(corpus, whitening, List.of(plan), listener).get(0);
    }

    /**
     * @param plans alike in everything but how the ranker is told the scenario, seed, number of networks and what is left out
     * @return one result a plan
     */
    public static List<Result> of(Corpus corpus, Whitening whitening, List<TrainingPlan> plans, Listener listener) {
        return new Training(corpus, whitening, listener).run(plans);
    }

    private List<Result> run(List<TrainingPlan> plans) {
        if (plans.get(0).tower() == TowerUse.OFF) {
            return run(plans, List.of());
        }
        // what a tower knows depends on what is left out, so these cannot share a playback
        Map<Set<String>, List<TrainingPlan>> alike = new LinkedHashMap<>();
        plans.forEach(plan -> alike.computeIfAbsent(plan.without(), without -> new ArrayList<>())
                .add(plan));
        Map<TrainingPlan, Result> results = new HashMap<>();
        alike.forEach((without, some) -> {
            List<TrainedTowers.Turn> turns = towers.turns(some.get(0).until(), without);
            boolean there = turns.stream().anyMatch(turn -> turn.tower() != null);
            List<Result> ofSome =
                    run(some.stream().map(plan -> plan.givenTower(there)).toList(), turns);
            for (int i = 0; i < some.size(); i++) {
                results.put(some.get(i), ofSome.get(i));
            }
        });
        return plans.stream()
                .map(plan -> Objects.requireNonNull(results.get(plan)))
                .toList();
    }

    /** @param turns none, or the towers of plans that leave out the same */
    private List<Result> run(List<TrainingPlan> plans, List<TrainedTowers.Turn> turns) {
        TrainingPlan common = plans.get(0);
        Map<Set<String>, Ranker> blends = new LinkedHashMap<>();
        plans.forEach(plan -> blends.put(plan.without(), new BlendRanker()));
        int few = Math.max(1, common.lists() / FIRST_ROUND_SHARE);
        var easy = log("Logging lists, round 1", common.until(), few, blends, turns);
        TrainerSettings quick = TrainerSettings.defaults()
                .withSignals(common.trainer().signals())
                .withEpochs(FIRST_ROUND_EPOCHS);
        Map<Set<String>, Ranker> firsts = new LinkedHashMap<>();
        easy.forEach((without, log) -> firsts.put(
                without,
                ranker(
                        List.of(fitting.once("Learning, round 1", quick, log.all(), List.of())
                                .weights()),
                        Map.of())));
        var logs = log("Logging lists, round 2", common.until(), common.lists(), firsts, turns);
        @Nullable Tower last = null;
        var results = new ArrayList<Result>();
        for (TrainingPlan plan : plans) {
            ListLog log = Objects.requireNonNull(logs.get(plan.without()));
            String task = "Learning" + (plans.size() > 1 ? " " + plan.name() : "") + ", round 2";
            Fitting.Fitted fitted = fitting.fit(plan, task, log.training(), log.validation());
            if (fitted.usesTower() && last == null) {
                last = towers.last(plan.until(), plan.without());
            }
            results.add(result(fitted, log, fitted.usesTower() ? last : null));
        }
        return results;
    }

    private Result result(Fitting.Fitted fitted, ListLog log, @Nullable Tower tower) {
        List<MlpWeights> stopped =
                fitted.stopped().stream().map(Trainer.Fit::weights).toList();
        return new Result(
                ranker(fitted.last(), calibrations(stopped, log.validation())),
                log.training().size() + log.validation().size(),
                fitted.epochs(),
                fitted.stopped().get(0).validation(),
                tower,
                fitted.trial());
    }

    private static MlpRanker ranker(List<MlpWeights> networks, Map<String, Calibration> calibrations) {
        return new MlpRanker(networks, calibrations, "mlp");
    }

    private Map<Set<String>, ListLog> log(
            String task, double until, int lists, Map<Set<String>, Ranker> hard, List<TrainedTowers.Turn> turns) {
        return ListLog.of(
                corpus, whitening, until, lists, hard, turns, percent -> listener.progress(task, percent, ""));
    }

    private Map<String, Calibration> calibrations(List<MlpWeights> networks, List<TrainingList> validation) {
        List<String> scenarios = List.copyOf(descriptions.keySet());
        var plain = ranker(networks, Map.of());
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
