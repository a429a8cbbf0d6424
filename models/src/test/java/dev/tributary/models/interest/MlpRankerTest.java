package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MlpRankerTest {
    private static final List<Signal> INPUTS = List.of(Signal.NEIGHBORS, Signal.REPEAT);
    /** The gate of the second input opens with the first direction of the description, that of the first does not move. */
    private static final float[][] GATE_1 = {{1, 0}};

    private static final float[][] GATE_2 = {{0, 0}, {5, 0}};

    @Test
    void computesWhatItsDescriptionSays() {
        float score = score(ranker(Map.of()), "shop", new float[] {0, 1}, 3, 4);

        // standardized: (3 - 1) * 0.5 = 1 and (4 - 2) * 2 = 4; gates: 2 sigmoid(0) = 1
        // hidden: relu(1 * 1 + 0.5 * 4 - 1) = 2 and relu(-1 * 1 + 0 * 4 + 0) = 0; direct: 0.1 * 1 + 0.2 * 4 = 0.9
        assertThat(score).isCloseTo(3 * 2 + 0.9f, within(1e-4f));
    }

    @Test
    void weighsAScenarioByItsText() {
        float opened = score(ranker(Map.of()), "shop", new float[] {1, 0}, 3, 4);

        double gate = 2 / (1 + Math.exp(-5));
        double second = 4 * gate;
        assertThat(opened).isCloseTo((float) (3 * (1 + 0.5 * second - 1) + 0.1 + 0.2 * second), within(0.05f));
    }

    @Test
    void treatsUnknownScenariosLikeThoseWithTheSameText() {
        var ranker = ranker(Map.of());

        assertThat(score(ranker, "never heard of", new float[] {1, 0}, 3, 4))
                .isEqualTo(score(ranker, "shop", new float[] {1, 0}, 3, 4));
    }

    @Test
    void weighsAllAlikeWithoutADescription() {
        var signals = signals(3, 4);
        assertThat(ranker(Map.of()).in("shop", null).score(signals)).isCloseTo(6.9f, within(1e-4f));
    }

    @Test
    void calibratesKnownScenariosAndUsesTheMeanElsewhere() {
        var ranker = ranker(Map.of("shop", new Calibration(2, -1), "feed", new Calibration(4, -3)));

        assertThat(ranker.in("shop", null).score(signals(3, 4))).isCloseTo(2 * 6.9f - 1, within(1e-3f));
        assertThat(ranker.in("travel", null).score(signals(3, 4))).isCloseTo(3 * 6.9f - 2, within(1e-3f));
    }

    @Test
    void liftsWhatNobodyVisited() {
        var exploring = ranker(Map.of("shop", new Calibration(2, -1))).exploring(1.5f);
        float[] visited = signals(3, 4);
        visited[Signal.POPULARITY_ALL.ordinal()] = 0.7f;

        assertThat(exploring.in("shop", null).score(signals(3, 4))).isCloseTo(2 * 6.9f - 1 + 1.5f, within(1e-3f));
        assertThat(exploring.in("shop", null).score(visited)).isCloseTo(2 * 6.9f - 1, within(1e-3f));
        assertThatThrownBy(() -> exploring.exploring(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void usesFixedGatesWhereThereIsNoTextGate() {
        var weights = new MlpWeights(
                INPUTS,
                new float[2],
                new float[] {1, 1},
                new float[0][],
                new float[0][],
                Map.of("shop", new float[] {2, 0}),
                new float[0][],
                new float[0],
                new float[] {1, 1});
        var ranker = new MlpRanker(List.of(weights), Map.of(), "mlp");

        assertThat(ranker.in("shop", null).score(signals(3, 4))).isEqualTo(6);
        assertThat(ranker.in("feed", null).score(signals(3, 4))).isEqualTo(7);
    }

    @Test
    void averagesItsNetworks() {
        MlpWeights one = ranker(Map.of()).networks().get(0);
        var flat = new MlpWeights(
                INPUTS,
                new float[2],
                new float[] {1, 1},
                new float[0][],
                new float[0][],
                Map.of("shop", new float[] {2, 1}),
                new float[0][],
                new float[0],
                new float[] {1, 1});
        var both = new MlpRanker(List.of(one, flat), Map.of(), "mlp");

        // 6.9 by itself, and 2 * 3 + 4
        assertThat(both.in("shop", null).score(signals(3, 4))).isCloseTo((6.9f + 10) / 2, within(1e-4f));
    }

    @Test
    void refusesNumbersThatDoNotFitTogether() {
        assertThatThrownBy(() -> new MlpWeights(
                        INPUTS,
                        new float[2],
                        new float[] {1},
                        new float[0][],
                        new float[0][],
                        Map.of(),
                        new float[0][],
                        new float[0],
                        new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input");
    }

    static MlpRanker ranker(Map<String, Calibration> calibrations) {
        var weights = new MlpWeights(
                INPUTS,
                new float[] {1, 2},
                new float[] {0.5f, 2},
                GATE_1,
                GATE_2,
                Map.of(),
                new float[][] {{1, 0.5f, -1}, {-1, 0, 0}},
                new float[] {3, 7},
                new float[] {0.1f, 0.2f});
        return new MlpRanker(List.of(weights), calibrations, "mlp");
    }

    private static float score(MlpRanker ranker, String scenario, float[] description, float neighbors, float repeat) {
        return ranker.in(scenario, QuantizedVector.of(description)).score(signals(neighbors, repeat));
    }

    private static float[] signals(float neighbors, float repeat) {
        var signals = new float[Signal.COUNT];
        signals[Signal.NEIGHBORS.ordinal()] = neighbors;
        signals[Signal.REPEAT.ordinal()] = repeat;
        return signals;
    }
}
