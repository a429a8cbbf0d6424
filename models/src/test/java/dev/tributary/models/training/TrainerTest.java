package dev.tributary.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final List<String> SCENARIOS = List.of("shop", "feed");
    private static final float[][] DESCRIPTIONS = {{1, 0}, {0, 1}};
    private static final TrainerSettings SETTINGS =
            TrainerSettings.defaults().withSignals(List.of(Signal.NEIGHBORS, Signal.NEWNESS, Signal.REPEAT));

    private final Trainer trainer = new Trainer(SCENARIOS, DESCRIPTIONS);

    @Test
    void learnsWhatDecidesInEachScenario() {
        Trainer.Fit fit = fit(SETTINGS);

        assertThat(fit.validation().hr10()).isGreaterThan(0.95);
        assertThat(firsts(fit, 0)).isGreaterThan(0.8);
        assertThat(firsts(fit, 1)).isGreaterThan(0.8);
    }

    @Test
    void cannotTellScenariosApartUnconditioned() {
        Trainer.Fit fit = fit(SETTINGS.with(Condition.NONE));

        assertThat(firsts(fit, 0) + firsts(fit, 1)).isLessThan(1.2);
    }

    @Test
    void learnsGatesForEachScenarioByItself() {
        Trainer.Fit fit = fit(SETTINGS.with(Condition.ONE_HOT));

        assertThat(fit.weights().gates().keySet()).containsExactlyInAnyOrder("shop", "feed");
        assertThat(firsts(fit, 0)).isGreaterThan(0.7);
        assertThat(firsts(fit, 1)).isGreaterThan(0.7);
    }

    @Test
    void isReproducible() {
        Trainer.Fit once = fit(SETTINGS.withEpochs(2));
        Trainer.Fit again = fit(SETTINGS.withEpochs(2));

        assertThat(again.weights().direct()).containsExactly(once.weights().direct());
        assertThat(again.weights().layer1()).isDeepEqualTo(once.weights().layer1());
        assertThat(fit(SETTINGS.withEpochs(2).withSeed(2)).weights().direct())
                .isNotEqualTo(once.weights().direct());
    }

    @Test
    void theNetworkAndTheRankerMadeFromItAgree() {
        List<TrainingList> lists = lists(50, 3);
        Standardization inputs = Standardization.of(SETTINGS.signals(), lists);
        var engine = ai.djl.engine.Engine.getEngine("PyTorch");
        try (var network = new Network(engine, SETTINGS.withSeed(5), SCENARIOS, DESCRIPTIONS, inputs)) {
            float[] scores = network.score(Batch.of(lists, inputs));
            Ranker ranker = new MlpRanker(List.of(network.weights()), Map.of(), "mlp");
            int rows = lists.get(0).size();
            for (int l = 0; l < lists.size(); l++) {
                for (int row = 0; row < rows; row++) {
                    assertThat(scorer(ranker, lists.get(l)).score(row(lists.get(l), row)))
                            .isCloseTo(scores[l * rows + row], within(1e-2f));
                }
            }
        }
    }

    @Test
    void anInputThatNeverChangedWhileLearningDoesNotCountLater() {
        Trainer.Fit fit = fit(SETTINGS.withEpochs(1).withSignals(List.of(Signal.NEIGHBORS, Signal.TEXT_PROFILE)));
        Ranker.Scorer scorer =
                new MlpRanker(List.of(fit.weights()), Map.of(), "mlp").in("shop", QuantizedVector.of(DESCRIPTIONS[0]));
        var signals = new float[Signal.COUNT];
        signals[Signal.NEIGHBORS.ordinal()] = 1;
        float without = scorer.score(signals);

        signals[Signal.TEXT_PROFILE.ordinal()] = 0.8f;

        assertThat(scorer.score(signals)).isEqualTo(without);
    }

    @Test
    void saysWhenThereIsNothingToLearnFrom() {
        assertThatThrownBy(() -> trainer.fit(SETTINGS, List.of(), List.of(), (epoch, done, loss) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to learn from");
    }

    private Trainer.Fit fit(TrainerSettings settings) {
        return trainer.fit(settings, lists(2000, 1), lists(300, 2), (epoch, done, loss) -> {});
    }

    /** In the shop the linked item is chosen, in the feed the newest one. */
    private static List<TrainingList> lists(int count, long seed) {
        var random = new Random(seed);
        var lists = new ArrayList<TrainingList>();
        for (int i = 0; i < count; i++) {
            int scenario = i % 2;
            Signal decides = scenario == 0 ? Signal.NEIGHBORS : Signal.NEWNESS;
            var signals = new float[12 * Signal.COUNT];
            int best = 0;
            for (int row = 0; row < 12; row++) {
                for (Signal signal : SETTINGS.signals()) {
                    signals[row * Signal.COUNT + signal.ordinal()] = random.nextFloat();
                }
                best = value(signals, row, decides) > value(signals, best, decides) ? row : best;
            }
            swap(signals, 0, best);
            var weights = new float[12];
            Arrays.fill(weights, 1);
            lists.add(new TrainingList(scenario, signals, weights));
        }
        return lists;
    }

    private static float value(float[] signals, int row, Signal signal) {
        return signals[row * Signal.COUNT + signal.ordinal()];
    }

    private static void swap(float[] signals, int a, int b) {
        for (int i = 0; i < Signal.COUNT; i++) {
            float kept = signals[a * Signal.COUNT + i];
            signals[a * Signal.COUNT + i] = signals[b * Signal.COUNT + i];
            signals[b * Signal.COUNT + i] = kept;
        }
    }

    /** @return share of a scenario's new lists whose chosen item comes first */
    private static double firsts(Trainer.Fit fit, int scenario) {
        Ranker ranker = new MlpRanker(List.of(fit.weights()), Map.of(), "mlp");
        int lists = 0;
        int firsts = 0;
        for (TrainingList list : lists(400, 9)) {
            if (list.scenario() == scenario) {
                float chosen = scorer(ranker, list).score(row(list, 0));
                boolean first = true;
                for (int row = 1; row < list.size(); row++) {
                    first &= scorer(ranker, list).score(row(list, row)) < chosen;
                }
                lists++;
                firsts += first ? 1 : 0;
            }
        }
        return (double) firsts / lists;
    }

    private static Ranker.Scorer scorer(Ranker ranker, TrainingList list) {
        return ranker.in(SCENARIOS.get(list.scenario()), QuantizedVector.of(DESCRIPTIONS[list.scenario()]));
    }

    private static float[] row(TrainingList list, int row) {
        return Arrays.copyOfRange(list.signals(), row * Signal.COUNT, (row + 1) * Signal.COUNT);
    }
}
