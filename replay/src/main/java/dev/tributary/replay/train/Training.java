package dev.tributary.replay.train;

import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.training.ListQuality;
import dev.tributary.models.training.Platt;
import dev.tributary.models.training.Trainer;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Learns a ranker from a log of lists: fits, finds when to stop and the calibrations on the validation part, then fits again on all. */
public final class Training {
    private Training() {}

    /**
     * A trained ranker.
     *
     * @param epochs passes after which the validation was best
     * @param validation figures of the fit that did not know the validation part
     */
    public record Result(MlpRanker ranker, int epochs, ListQuality validation) {}

    public static Result of(
            Corpus corpus, Whitening whitening, ListLog log, TrainingPlan plan, Trainer.Listener listener) {
        Map<String, QuantizedVector> descriptions = corpus.descriptions(whitening);
        List<String> scenarios = List.copyOf(descriptions.keySet());
        float[][] vectors =
                descriptions.values().stream().map(QuantizedVector::toFloats).toArray(float[][]::new);
        var trainer = new Trainer(scenarios, vectors);
        Trainer.Fit first = trainer.fit(plan.trainer(), log.training(), log.validation(), listener);
        Map<String, Calibration> calibrations =
                calibrations(first.weights(), descriptions, scenarios, log.validation());
        Trainer.Fit last = log.validation().isEmpty()
                ? first
                : trainer.fit(plan.trainer().withEpochs(first.epochs()), log.all(), List.of(), listener);
        return new Result(new MlpRanker(last.weights(), calibrations, "mlp"), first.epochs(), first.validation());
    }

    private static Map<String, Calibration> calibrations(
            MlpWeights weights,
            Map<String, QuantizedVector> descriptions,
            List<String> scenarios,
            List<TrainingList> validation) {
        var plain = new MlpRanker(weights, Map.of(), "mlp");
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
