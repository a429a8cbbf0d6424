package dev.tributary.replay.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.evaluate.LeaveOneOut;
import dev.tributary.replay.evaluate.Scoreboard;
import dev.tributary.replay.evaluate.Variant;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.LastBehaviors;
import dev.tributary.schemas.Behavior;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaveOneOutTrainingTest {
    private static final Whitening PLAIN = Whitening.none(Town.DIMENSION);

    private final Corpus town = Town.of(3000, 1);
    private final TrainingPlan plan = plan(Set.of());

    @Test
    void learnsMoreThanAnySignalTells() {
        var learned = LeaveOneOutTraining.of(
                LastBehaviors.removed(town, 1), PLAIN, List.of(plan), (task, percent, message) -> {});

        var variants = List.of(
                new Variant("learned", learned.get(0).ranker()),
                new Variant("popular", Variant.only(Signal.POPULARITY_ALL)),
                new Variant("text", Variant.only(Signal.TEXT_MEAN)));
        var board = new LeaveOneOut(variants, false, 1)
                .run(
                        town,
                        new InterestModel(
                                PLAIN, learned.get(0).ranker(), learned.get(0).tower()),
                        percent -> {});
        assertThat(learned.get(0).lists()).isBetween(550, 600);
        assertThat(hits(board, "learned"))
                .isGreaterThan(hits(board, "popular") + 0.05)
                .isGreaterThan(hits(board, "text"));
    }

    @Test
    void aTowerIsPartOfTheModelIfItIsWanted() {
        var wanted = new TrainingPlan(plan.trainer(), 1, 200, 1, Set.of(), TowerUse.ON);

        var learned = LeaveOneOutTraining.of(
                        LastBehaviors.removed(town, 1), PLAIN, List.of(wanted), (task, percent, message) -> {})
                .get(0);

        assertThat(learned.tower()).isNotNull();
        var variants = List.of(
                new Variant("learned", learned.ranker()), new Variant("popular", Variant.only(Signal.POPULARITY_ALL)));
        var board = new LeaveOneOut(variants, false, 1)
                .run(town, new InterestModel(PLAIN, learned.ranker(), learned.tower()), percent -> {});
        assertThat(hits(board, "learned")).isGreaterThan(hits(board, "popular") + 0.05);
    }

    @Test
    void removesTheLastBehaviorsOfEachUserAndKeepsTheOrder() {
        List<Behavior> kept = LastBehaviors.removed(town, 2).behaviors();

        assertThat(kept).hasSize(town.behaviors().size() - 2 * 150).isSubsetOf(town.behaviors());
        assertThat(kept).isSortedAccordingTo((a, b) -> a.getOccurredAt().compareTo(b.getOccurredAt()));
        for (Behavior last : LastBehaviors.of(LastBehaviors.removed(town, 1))) {
            assertThat(kept).doesNotContain(last);
        }
    }

    @Test
    void leavesOutNoScenario() {
        assertThatThrownBy(() -> LeaveOneOutTraining.of(
                        town, PLAIN, List.of(plan(Set.of("feed"))), (task, percent, message) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no scenario can be left out");
    }

    private static TrainingPlan plan(Set<String> without) {
        var settings = TrainerSettings.defaults().withEpochs(4).withSignals(Signal.TIMELESS);
        return new TrainingPlan(settings, 1, 600, 1, without, TowerUse.OFF);
    }

    private static double hits(Scoreboard board, String variant) {
        return board.figures().stream()
                .filter(row -> row.variant().equals(variant)
                        && row.scenario().equals("(all)")
                        && row.group().equals("all"))
                .mapToDouble(row -> Objects.requireNonNull(row.measures().get(Measure.HR_10))
                        .mean())
                .findFirst()
                .orElseThrow();
    }
}
