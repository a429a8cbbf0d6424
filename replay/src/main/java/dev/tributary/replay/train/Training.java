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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns rankers from behaviors, in two rounds: a first ranker, quickly, on lists whose hard items the blend chose; then the real ones on lists
 * whose hard items the first one chose. The second round finds when to stop and the calibrations on the validation part, then fits once
 * more on all lists.
 *
 * <p>Several rankers learn from one playback. Each is the same as if it had learned alone: the first ranker, and so the lists, depend only on
 * the data and on which scenarios are left out.
 */
public final class Training {
    private static final int FIRST_ROUND_SHARE = 8;
    private static final int FIRST_ROUND_EPOCHS = 4;

    private final Corpus corpus;
    private final Whitening whitening;
    private final Listener listener;
    private final Map<String, QuantizedVector> descriptions;
    private final Trainer trainer;

    private Training(Corpus corpus, Whitening whitening, Listener listener) {
        this.corpus = corpus;
        this.whitening = whitening;
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
     * @param epochs passes after which the validation was best, of each network
     * @param validation figures of the first network's fit that did not know the validation part
     */
    public record Result(MlpRanker ranker, int lists, List<Integer> epochs, ListQuality validation) {}

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
        TrainingPlan common = plans.get(0);
        Map<Set<String>, Ranker> blends = new LinkedHashMap<>();
        plans.forEach(plan -> blends.put(plan.without(), new BlendRanker()));
        int few = Math.max(1, common.lists() / FIRST_ROUND_SHARE);
        var easy = log("Logging lists, round 1", common.until(), few, blends);
        TrainerSettings quick = TrainerSettings.defaults()
                .withSignals(common.trainer().signals())
                .withEpochs(FIRST_ROUND_EPOCHS);
        Map<Set<String>, Ranker> firsts = new LinkedHashMap<>();
        easy.forEach((without, log) -> firsts.put(
                without,
                ranker(
                        List.of(fit("Learning, round 1", quick, log.all(), List.of())
                                .weights()),
                        Map.of())));
        var logs = log("Logging lists, round 2", common.until(), common.lists(), firsts);
        var results = new ArrayList<Result>();
        for (TrainingPlan plan : plans) {
            results.add(learn(plan, Objects.requireNonNull(logs.get(plan.without())), plans.size() > 1));
        }
        return results;
    }

    private Result learn(TrainingPlan plan, ListLog log, boolean ofSeveral) {
        String name = ofSeveral ? " " + plan.name() : "";
        var stopped = new ArrayList<Trainer.Fit>();
        var networks = new ArrayList<MlpWeights>();
        for (int i = 0; i < plan.networks(); i++) {
            TrainerSettings settings = plan.network(i);
            Trainer.Fit fit = fit("Learning" + name + ", round 2", settings, log.training(), log.validation());
            stopped.add(fit);
            networks.add(
                    log.validation().isEmpty()
                            ? fit.weights()
                            : fit(
                                            "Learning" + name + " from all",
                                            settings.withEpochs(fit.epochs()),
                                            log.all(),
                                            List.of())
                                    .weights());
        }
        var calibrations =
                calibrations(stopped.stream().map(Trainer.Fit::weights).toList(), log.validation());
        return new Result(
                ranker(networks, calibrations),
                log.all().size(),
                stopped.stream().map(Trainer.Fit::epochs).toList(),
                stopped.get(0).validation());
    }

    private static MlpRanker ranker(List<MlpWeights> networks, Map<String, Calibration> calibrations) {
        return new MlpRanker(networks, calibrations, "mlp");
    }

    private Map<Set<String>, ListLog> log(String task, double until, int lists, Map<Set<String>, Ranker> hard) {
        return ListLog.of(corpus, whitening, until, lists, hard, percent -> listener.progress(task, percent, ""));
    }

    private Trainer.Fit fit(
            String task, TrainerSettings settings, List<TrainingList> lists, List<TrainingList> validation) {
        return trainer.fit(settings, lists, validation, (epoch, done, loss) -> {
            long all = (long) settings.epochs() * lists.size();
            long passed = (long) (epoch - 1) * lists.size() + done;
            listener.progress(task, (int) (100 * passed / all), String.format(Locale.ROOT, "loss %.3f", loss));
        });
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
