package dev.tributary.replay.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.BlendRanker;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.evaluate.Prequential;
import dev.tributary.replay.evaluate.Variant;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final Whitening PLAIN = Whitening.none(Town.DIMENSION);

    private final Corpus town = Town.of(3000, 1);
    private final TrainingPlan plan =
            new TrainingPlan(TrainerSettings.defaults().withEpochs(4), 0.8, 800, Set.of());

    @Test
    void learnsMoreThanAnySignalTells() {
        Training.Result result = Training.of(town, PLAIN, plan, (task, percent, message) -> {});

        var variants = List.of(
                new Variant("learned", result.ranker()),
                new Variant("popular", Variant.only(Signal.POPULARITY_7D)),
                new Variant("text", Variant.only(Signal.TEXT_MEAN)));
        var figures = new Prequential(variants, 0.8, 1, 2)
                .run(town, new InterestModel(PLAIN, result.ranker()), percent -> {})
                .figures();
        double learned = hits(figures, "learned");
        assertThat(learned).isGreaterThan(hits(figures, "popular") + 0.05);
        assertThat(learned).isGreaterThan(hits(figures, "text") + 0.05);
        assertThat(result.ranker().calibrations().keySet()).containsExactlyInAnyOrder("shop", "feed");
    }

    @Test
    void theSameSeedGivesTheSameRanker() {
        var once = Training.of(town, PLAIN, plan, (task, percent, message) -> {});
        var again = Training.of(town, PLAIN, plan, (task, percent, message) -> {});

        assertThat(again.ranker().weights().layer1())
                .isDeepEqualTo(once.ranker().weights().layer1());
        assertThat(again.ranker().calibrations()).isEqualTo(once.ranker().calibrations());
    }

    @Test
    void learnsNothingFromAScenarioThatIsLeftOut() {
        var without = new TrainingPlan(plan.trainer(), 0.8, 800, Set.of("feed"));
        ListLog log = ListLog.of(town, PLAIN, without, new BlendRanker(), 800, percent -> {});

        assertThat(log.all()).isNotEmpty().allMatch(list -> list.scenario() == 0);
    }

    @Test
    void validatesOnTheLastTenthOfWhatMayBeUsed() {
        ListLog log = ListLog.of(town, PLAIN, plan, new BlendRanker(), 10_000, percent -> {});

        // of 2,400 behaviors: 35 % only fill the state, then 55 % train and 10 % validate
        assertThat(log.training().size()).isBetween(1200, 1320);
        assertThat(log.validation().size()).isBetween(200, 240);
    }

    @Test
    void aListStandsForTheWholeCatalog() {
        var state = new StreamState(town, PLAIN);
        town.behaviors().subList(0, 500).forEach(state::update);
        var next = town.behaviors().get(500);
        TrainingList list =
                new ListSampler(town, new BlendRanker(), 1).list(next, state).orElseThrow();

        double items = IntStream.range(0, list.size())
                .mapToDouble(row -> list.weights()[row])
                .sum();
        int consumed = state.before(next).hidden().length;
        assertThat(items).isBetween(Town.ITEMS - consumed - 0.5, Town.ITEMS + 0.5);
        assertThat(list.weights()[0]).isEqualTo(1);
    }

    @Test
    void refusesAPlanThatMakesNoSense() {
        assertThatThrownBy(() -> new TrainingPlan(plan.trainer(), 1.5, 10, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new TrainingPlan(plan.trainer(), 0.8, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double hits(List<dev.tributary.replay.evaluate.Figures> figures, String variant) {
        return figures.stream()
                .filter(row -> row.variant().equals(variant)
                        && row.scenario().equals("(all)")
                        && row.group().equals("all"))
                .mapToDouble(row -> Objects.requireNonNull(row.measures().get(Measure.HR_10))
                        .mean())
                .findFirst()
                .orElseThrow();
    }
}
