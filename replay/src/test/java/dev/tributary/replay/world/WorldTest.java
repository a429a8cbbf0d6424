package dev.tributary.replay.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.replay.data.DataSet;
import dev.tributary.replay.data.ReplayExport;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {
    private static final WorldSettings SMALL = WorldSettings.of(7, "en").withUsers(60);

    @Test
    void theSameSeedMakesTheSameWorld() {
        World world = World.create(SMALL);
        assertThat(items(World.create(SMALL))).isEqualTo(items(world));
        assertThat(behaviors(World.create(SMALL), 2000))
                .isEqualTo(behaviors(world, 2000))
                .isEqualTo(behaviors(world, 2000));
        assertThat(behaviors(World.create(WorldSettings.of(8, "en").withUsers(60)), 2000))
                .isNotEqualTo(behaviors(world, 2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void itemsHaveVariedTextWithoutGaps(String language) {
        List<Item> items = items(World.create(WorldSettings.of(1, language)));
        assertThat(items).hasSize(2000).allSatisfy(item -> {
            assertThat(item.getTitle() + item.getDescription()).doesNotContain("{", "}", "null");
            assertThat(item.getTitle()).isNotBlank();
            assertThat(item.getCategories()).hasSize(3);
        });
        assertThat(items).extracting(Item::getTitle).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void statesFourScenariosInItsLanguage(String language) {
        List<ScenarioSpec> scenarios =
                World.create(WorldSettings.of(1, language)).scenarios();
        assertThat(scenarios).extracting(ScenarioSpec::id).containsExactly("shop", "social", "content", "travel");
        assertThat(scenarios).extracting(ScenarioSpec::language).containsOnly(language);
        assertThat(scenarios).extracting(ScenarioSpec::repeats).containsExactly(true, false, false, false);
    }

    @Test
    void theSameHappensInBothLanguages() {
        World english = World.create(SMALL);
        World chinese = World.create(WorldSettings.of(7, "zh").withUsers(60));
        assertThat(items(chinese))
                .extracting(WorldTest::withoutText)
                .isEqualTo(items(english).stream().map(WorldTest::withoutText).toList());
        assertThat(behaviors(chinese, 3000))
                .extracting(WorldTest::withoutWords)
                .isEqualTo(behaviors(english, 3000).stream()
                        .map(WorldTest::withoutWords)
                        .toList());
    }

    @Test
    void nightsAreQuiet() {
        int[] byHour = new int[24];
        for (Behavior behavior : behaviors(World.create(SMALL), 20_000)) {
            byHour[behavior.getOccurredAt().atZone(ZoneOffset.UTC).getHour()]++;
        }
        int night = byHour[2] + byHour[3] + byHour[4];
        int evening = byHour[19] + byHour[20] + byHour[21];
        assertThat(evening).isGreaterThan(5 * night);
        assertThat(night).isPositive();
    }

    @Test
    void timeGoesOnlyForwardAndNobodyTouchesAnItemBeforeItIsPublished() {
        World world = World.create(SMALL.withGrowth(Duration.ofDays(10), 0.5));
        Map<String, Instant> published =
                items(world).stream().collect(Collectors.toMap(Item::getItemId, Item::getPublishedAt));
        List<Behavior> behaviors = behaviors(world, 5000);
        assertThat(behaviors).isSortedAccordingTo(Comparator.comparing(Behavior::getOccurredAt));
        assertThat(behaviors.get(0).getOccurredAt()).isEqualTo(SMALL.start());
        assertThat(behaviors)
                .allSatisfy(behavior ->
                        assertThat(behavior.getOccurredAt()).isAfterOrEqualTo(published.get(behavior.getItemId())));
        assertThat(behaviors)
                .anySatisfy(behavior ->
                        assertThat(published.get(behavior.getItemId())).isAfter(SMALL.start()));
    }

    @Test
    void aPersonHasTheSameInterestsInEveryScenario() {
        World world = World.create(SMALL.withDrift(0));
        Map<String, String> interests = items(world).stream()
                .collect(Collectors.toMap(
                        Item::getItemId, item -> item.getAttributes().get("interest")));
        Map<String, Map<String, Long>> inShop = interestsByUser(world, interests, "shop");
        Map<String, Map<String, Long>> inTravel = interestsByUser(world, interests, "travel");
        double own = sharedMass(inShop, inTravel, 0);
        double others = sharedMass(inShop, inTravel, 1);
        assertThat(own).isGreaterThan(0.6);
        assertThat(own).isGreaterThan(2 * others);
    }

    @Test
    void onlyWhatIsUsedUpIsTakenTwice() {
        World world = World.create(SMALL);
        Map<String, String> kinds = items(world).stream()
                .collect(Collectors.toMap(
                        Item::getItemId, item -> item.getAttributes().get("kind")));
        Set<String> taking = Set.of("purchase", "follow", "join", "read", "watch", "book");
        Set<List<String>> taken = new HashSet<>();
        Set<String> takenTwice = new HashSet<>();
        for (Behavior behavior : behaviors(world, 20_000)) {
            boolean isTaken = taking.contains(behavior.getAction());
            if (isTaken && !taken.add(List.of(behavior.getUserId(), behavior.getItemId()))) {
                takenTwice.add(kinds.get(behavior.getItemId()));
            }
        }
        assertThat(takenTwice).containsExactly("consumable");
    }

    @Test
    void searchesAndReviewsSaySomething() {
        List<Behavior> worded = behaviors(World.create(SMALL), 5000).stream()
                .filter(behavior -> Set.of("search", "review").contains(behavior.getAction()))
                .toList();
        assertThat(worded)
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        behavior -> assertThat(behavior.getText()).isNotBlank().doesNotContain("{"));
        assertThat(worded).extracting(Behavior::getAction).contains("search", "review");
    }

    @Test
    void interestsDrift() {
        World steady = World.create(SMALL.withDrift(0));
        World drifting = World.create(SMALL.withDrift(0.5));
        assertThat(interestsPerUser(drifting)).isGreaterThan(1.3 * interestsPerUser(steady));
    }

    @Test
    void isReadBackAsItWasExported(@TempDir Path dir) throws IOException {
        World world = World.create(SMALL.withItemsPerScenario(30));
        assertThat(ReplayExport.write(world, dir, 500)).isEqualTo(new ReplayExport.Written(120, 500));
        DataSet read = DataSet.open(dir);
        assertThat(read.scenarios()).isEqualTo(world.scenarios());
        try (var items = read.items();
                var behaviors = read.behaviors()) {
            assertThat(items.toList()).isEqualTo(items(world));
            assertThat(behaviors.toList()).isEqualTo(behaviors(world, 500));
        }
        assertThat(read.rejects().total()).isZero();
    }

    @Test
    void namesAFaultySetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorldSettings.of(1, "fr"))
                .withMessageContaining("'fr'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withUsers(0))
                .withMessageContaining("users");
    }

    /** Mean over users of how much of two distributions of interests overlaps, 0 to 1, for the user's own and for those of {@code shift} users on. */
    private static double sharedMass(
            Map<String, Map<String, Long>> left, Map<String, Map<String, Long>> right, int shift) {
        List<String> users =
                left.keySet().stream().filter(right::containsKey).sorted().toList();
        double sum = 0;
        for (int i = 0; i < users.size(); i++) {
            sum += overlap(
                    left.getOrDefault(users.get(i), Map.of()),
                    right.getOrDefault(users.get((i + shift) % users.size()), Map.of()));
        }
        return sum / users.size();
    }

    private static double overlap(Map<String, Long> left, Map<String, Long> right) {
        double leftTotal = left.values().stream().mapToLong(Long::longValue).sum();
        double rightTotal = right.values().stream().mapToLong(Long::longValue).sum();
        return left.entrySet().stream()
                .mapToDouble(entry ->
                        Math.min(entry.getValue() / leftTotal, right.getOrDefault(entry.getKey(), 0L) / rightTotal))
                .sum();
    }

    private static Map<String, Map<String, Long>> interestsByUser(
            World world, Map<String, String> interests, String scenario) {
        Map<String, Map<String, Long>> byUser = new HashMap<>();
        for (Behavior behavior : behaviors(world, 20_000)) {
            if (behavior.getScenario().equals(scenario)) {
                byUser.computeIfAbsent(behavior.getUserId(), user -> new HashMap<>())
                        .merge(interests.get(behavior.getItemId()), 1L, Long::sum);
            }
        }
        return byUser;
    }

    /** Mean over users of the interests they turned to at least five times. */
    private static double interestsPerUser(World world) {
        Map<String, String> interests = items(world).stream()
                .collect(Collectors.toMap(
                        Item::getItemId, item -> item.getAttributes().get("interest")));
        Map<String, Map<String, Long>> byUser = behaviors(world, 20_000).stream()
                .collect(Collectors.groupingBy(
                        Behavior::getUserId,
                        Collectors.groupingBy(
                                behavior -> interests.getOrDefault(behavior.getItemId(), ""), Collectors.counting())));
        Function<Map<String, Long>, Long> often =
                counts -> counts.values().stream().filter(count -> count >= 5).count();
        return byUser.values().stream()
                .map(often)
                .mapToLong(Long::longValue)
                .average()
                .orElseThrow();
    }

    private static List<Object> withoutText(Item item) {
        return List.of(item.getItemId(), item.getAttributes(), item.getPublishedAt());
    }

    private static Behavior withoutWords(Behavior behavior) {
        return Behavior.newBuilder(behavior).setText(null).build();
    }

    private static List<Item> items(World world) {
        try (var items = world.items()) {
            return items.toList();
        }
    }

    private static List<Behavior> behaviors(World world, long limit) {
        try (var behaviors = world.behaviors()) {
            return behaviors.limit(limit).toList();
        }
    }
}
