package dev.tributary.replay.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.BlendRanker;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.training.Condition;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.Vectors;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.evaluate.Prequential;
import dev.tributary.replay.evaluate.Variant;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final Whitening PLAIN = Whitening.none(Town.DIMENSION);

    private final Corpus town = Town.of(3000, 1);
    private final TrainingPlan plan =
            new TrainingPlan(TrainerSettings.defaults().withEpochs(4), 0.8, 800, 1, Set.of(), TowerUse.OFF);

    @Test
    void learnsMoreThanAnySignalTells() {
        Training.Result result = Training.of(town, PLAIN, plan, (task, percent, message) -> {});

        var variants = List.of(
                new Variant("learned", result.ranker()),
                new Variant("popular", Variant.only(Signal.POPULARITY_7D)),
                new Variant("text", Variant.only(Signal.TEXT_MEAN)));
        var figures = new Prequential(variants, 0.8, 1, 2)
                .run(town, new InterestModel(PLAIN, result.ranker(), result.tower()), percent -> {})
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

        assertThat(layer1(again)).isDeepEqualTo(layer1(once));
        assertThat(again.ranker().calibrations()).isEqualTo(once.ranker().calibrations());
    }

    @Test
    void learnsNothingFromAScenarioThatIsLeftOut() {
        ListLog log = log(Set.of("feed"), 800);

        assertThat(log.all()).isNotEmpty().allMatch(list -> list.scenario() == 0);
    }

    @Test
    void aRankerLearnsTheSameBesideOthers() {
        var settings = plan.trainer().withEpochs(1);
        var alone = new TrainingPlan(settings.withSeed(2), 0.8, 200, 1, Set.of("feed"), TowerUse.OFF);
        var other = new TrainingPlan(settings.with(Condition.NONE), 0.8, 200, 1, Set.of(), TowerUse.OFF);

        var beside = Training.of(town, PLAIN, List.of(other, alone), (task, percent, message) -> {});

        var byItself = Training.of(town, PLAIN, alone, (task, percent, message) -> {});
        assertThat(layer1(beside.get(1))).isDeepEqualTo(layer1(byItself));
        assertThat(beside.get(1).ranker().calibrations().keySet()).containsExactly("shop");
    }

    @Test
    void networksOfOneRankerDiffer() {
        var two = new TrainingPlan(plan.trainer().withEpochs(1), 0.8, 200, 2, Set.of(), TowerUse.OFF);

        var networks = Training.of(town, PLAIN, two, (task, percent, message) -> {})
                .ranker()
                .networks();

        assertThat(networks).hasSize(2);
        assertThat(networks.get(1).direct()).isNotEqualTo(networks.get(0).direct());
    }

    @Test
    void aTowerKnowsNothingOfTheListsItIsLoggedWith() {
        var turns = new TrainedTowers(town, PLAIN, (task, percent, message) -> {}).turns(0.8, Set.of("feed"));

        assertThat(turns).extracting(TrainedTowers.Turn::from).containsExactly(840, 1360, 1880);
        for (TrainedTowers.Turn turn : turns) {
            Tower tower = Objects.requireNonNull(turn.tower());
            Set<String> taken = town.behaviors().subList(0, turn.from()).stream()
                    .filter(behavior -> behavior.getScenario().equals("shop"))
                    .map(Behavior::getItemId)
                    .collect(Collectors.toSet());
            assertThat(town.items())
                    .allSatisfy(item -> assertThat(isZero(tower.item(ItemKey.of(item.getItemId()), null)))
                            .isEqualTo(!taken.contains(item.getItemId())));
        }
    }

    private static boolean isZero(float[] vector) {
        return Vectors.dot(vector, vector) == 0;
    }

    @Test
    void listsAreLoggedWithTheTowerOfTheirTurn() {
        var turns = new TrainedTowers(town, PLAIN, (task, percent, message) -> {}).turns(0.8, Set.of());
        var log = Objects.requireNonNull(ListLog.of(
                        town,
                        PLAIN,
                        0.8,
                        10_000,
                        Map.of(Set.of(), new BlendRanker()),
                        turns.subList(1, 2),
                        percent -> {})
                .get(Set.of()));

        var towered = log.all().stream().map(TrainingTest::sumOfTower).toList();
        int lists = towered.size();
        assertThat(towered.subList(0, lists / 3 - 50)).containsOnly(0.0);
        assertThat(towered.subList(lists / 3 + 50, lists)).doesNotContain(0.0);
    }

    private static double sumOfTower(TrainingList list) {
        return IntStream.range(0, list.size())
                .mapToDouble(row -> Math.abs(list.signals()[row * Signal.COUNT + Signal.TOWER.ordinal()]))
                .sum();
    }

    @Test
    void nothingIsTriedWhereThereIsNothingToLearnFrom() {
        List<Behavior> once = town.behaviors().stream()
                .collect(Collectors.toMap(Behavior::getUserId, one -> one, (first, later) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        var lonely = new Corpus(town.scenarios(), town.items(), once, town.encoded());

        Training.Result result = Training.of(lonely, PLAIN, with(TowerUse.AUTO), (task, percent, message) -> {});

        assertThat(result.tower()).isNull();
        assertThatThrownBy(() -> Training.of(lonely, PLAIN, with(TowerUse.ON), (task, percent, message) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Train with --tower off");
    }

    @Test
    void aTowerIsKeptOnlyIfItWinsItsTrial() {
        Training.Result result = Training.of(town, PLAIN, with(TowerUse.AUTO), (task, percent, message) -> {});

        TowerTrial trial = Objects.requireNonNull(result.trial());
        assertThat(result.tower() != null).isEqualTo(trial.isWon());
        assertThat(uses(result)).isEqualTo(trial.isWon());
        assertThat(trial.with()).isPositive();
        assertThat(trial.without()).isPositive();
    }

    @Test
    void aTowerThatIsWantedIsThereAndOneThatIsNotIsNot() {
        Training.Result on = Training.of(town, PLAIN, with(TowerUse.ON), (task, percent, message) -> {});
        Training.Result off = Training.of(town, PLAIN, with(TowerUse.OFF), (task, percent, message) -> {});

        assertThat(on.tower()).isNotNull();
        assertThat(uses(on)).isTrue();
        assertThat(off.tower()).isNull();
        assertThat(uses(off)).isFalse();
    }

    private TrainingPlan with(TowerUse tower) {
        return new TrainingPlan(plan.trainer().withEpochs(2), 0.8, 300, 1, Set.of(), tower);
    }

    private static boolean uses(Training.Result result) {
        return result.ranker().networks().get(0).signals().contains(Signal.TOWER);
    }

    private ListLog log(Set<String> without, int lists) {
        return Objects.requireNonNull(
                ListLog.of(town, PLAIN, 0.8, lists, Map.of(without, new BlendRanker()), List.of(), percent -> {})
                        .get(without));
    }

    private static float[][] layer1(Training.Result result) {
        return result.ranker().networks().get(0).layer1();
    }

    @Test
    void validatesOnTheLastTenthOfWhatMayBeUsed() {
        ListLog log = log(Set.of(), 10_000);

        // of 2,400 behaviors: 35 % only fill the state, then 55 % train and 10 % validate
        assertThat(log.training().size()).isBetween(1200, 1320);
        assertThat(log.validation().size()).isBetween(200, 240);
    }

    @Test
    void aListStandsForTheWholeCatalog() {
        var state = new StreamState(town, PLAIN);
        town.behaviors().subList(0, 500).forEach(state::update);
        var next = town.behaviors().get(500);
        var sampler = new ListSampler(town);
        assertThat(sampler.look(next, state)).isTrue();
        TrainingList list = sampler.list(new BlendRanker(), state);

        double items = IntStream.range(0, list.size())
                .mapToDouble(row -> list.weights()[row])
                .sum();
        int consumed = state.before(next).hidden().length;
        assertThat(items).isBetween(Town.ITEMS - consumed - 0.5, Town.ITEMS + 0.5);
        assertThat(list.weights()[0]).isEqualTo(1);
    }

    @Test
    void refusesAPlanThatMakesNoSense() {
        assertThatThrownBy(() -> new TrainingPlan(plan.trainer(), 1.5, 10, 1, Set.of(), TowerUse.OFF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new TrainingPlan(plan.trainer(), 0.8, 0, 1, Set.of(), TowerUse.OFF))
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
