package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.NOTHING_HIDDEN;
import static dev.tributary.models.interest.Story.interest;
import static dev.tributary.models.interest.Story.keys;
import static dev.tributary.models.interest.Story.past;
import static dev.tributary.models.interest.Story.profile;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class UserProfileTest {
    @Test
    void knowsNothingAtFirst() {
        Interest interest = interest(UserProfile.empty(), "shop", 0);

        assertThat(interest.last()).isNull();
        assertThat(interest.mean()).isNull();
        assertThat(interest.scenarioMean()).isNull();
        assertThat(interest.recent()).isEmpty();
        assertThat(interest.trail()).isEmpty();
    }

    @Test
    void keepsBehaviorsByTimeWhateverTheOrderOfArrival() {
        UserProfile profile = profile(past("b", "shop", 2), past("a", "shop", 1), past("c", "shop", 3));

        assertThat(profile.history()).extracting(PastBehavior::itemId).containsExactly("a", "b", "c");
        assertThat(profile.recent()).extracting(PastBehavior::itemId).containsExactly("c", "b", "a");
        assertThat(profile.behaviors()).isEqualTo(3);
    }

    @RepeatedTest(30)
    void doesNotDependOnTheOrderOfArrivalOfTenLateEvents(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<PastBehavior> inOrder = IntStream.range(0, 40 + random.nextInt(30))
                .mapToObj(i -> past("i" + i, i % 3 == 0 ? "shop" : "feed", i / 2, vector(random)))
                .sorted((a, b) -> a.isBefore(b) ? -1 : 1)
                .toList();
        var lateLast = new ArrayList<>(inOrder);
        Collections.shuffle(lateLast.subList(lateLast.size() - UserProfile.RECENT, lateLast.size()), random);

        UserProfile expected = profile(inOrder, UserProfileTest::categories);
        UserProfile actual = profile(lateLast, UserProfileTest::categories);

        for (String scenario : List.of("shop", "feed", "unknown")) {
            assertThat(interest(actual, scenario, 99))
                    .usingRecursiveComparison()
                    .isEqualTo(interest(expected, scenario, 99));
        }
        assertThat(actual.history()).usingRecursiveComparison().isEqualTo(expected.history());
        assertThat(textOfBehaviors(actual)).isEqualTo(textOfBehaviors(expected)).hasSize(UserProfile.RECENT);
        // their weights follow the arrival
        assertThat(terms(actual)).isEqualTo(terms(expected)).containsOnlyKeys("shop", "feed");
    }

    private static List<String> categories(PastBehavior behavior) {
        return List.of("kind " + behavior.at() % 5, "all");
    }

    private static List<String> textOfBehaviors(UserProfile profile) {
        return ProfileText.of(profile, Wording.of("en"))
                .lines()
                .filter(line -> !line.startsWith("often in "))
                .toList();
    }

    private static Map<String, Set<String>> terms(UserProfile profile) {
        return profile.tastes().entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, taste -> taste.getValue().terms().keySet()));
    }

    @Test
    void remembersEventsToDropDuplicates() {
        UserProfile profile = UserProfile.empty();
        for (int i = 0; i < UserProfile.SEEN + 1; i++) {
            profile = profile.add(past("i" + i, "shop", i), List.of());
        }

        assertThat(profile.hasSeen(ItemKey.of("i0@0"))).isFalse();
        assertThat(profile.hasSeen(ItemKey.of("i1@1"))).isTrue();
        assertThat(profile.seen()).hasSize(UserProfile.SEEN);
    }

    @Test
    void keepsFiftyBehaviorsAndTheVectorsOfTen() {
        UserProfile profile = UserProfile.empty();
        for (int i = 0; i < 60; i++) {
            profile = profile.add(past("i" + i, "shop", i, 1, 0), List.of());
        }

        assertThat(profile.history()).hasSize(UserProfile.HISTORY);
        assertThat(profile.history().get(0).itemId()).isEqualTo("i10");
        assertThat(profile.history().stream().filter(past -> past.vector() != null))
                .hasSize(UserProfile.RECENT);
    }

    @Test
    void meansAreWeightedByRecency() {
        UserProfile profile = profile(past("x", "shop", 1, 1, 0), past("y", "feed", 2, 0, 1));

        // newest first: y weighs 1, x weighs 0.7
        assertDirection(interest(profile, "shop", 3).mean(), 0.7, 1);
        assertDirection(interest(profile, "shop", 3).scenarioMean(), 1, 0);
        assertDirection(interest(profile, "feed", 3).scenarioMean(), 0, 1);
        assertDirection(interest(profile, "feed", 3).last(), 0, 1);
    }

    @Test
    void scenarioMeanRemembersWhatLeftTheRecentOnes() {
        UserProfile profile = profile(past("old", "shop", 0, 1, 0));
        for (int i = 1; i <= 10; i++) {
            profile = profile.add(past("i" + i, "feed", i, 0, 1), List.of());
        }

        assertDirection(interest(profile, "shop", 20).scenarioMean(), 1, 0);
    }

    @Test
    void scenarioMeanDecaysFoldedVectorsToo() {
        UserProfile profile = UserProfile.empty();
        for (int i = 0; i < 12; i++) {
            profile = profile.add(past("i" + i, "shop", i, i == 0 ? 1 : 0, i == 0 ? 0 : 1), List.of());
        }
        double folded = Math.pow(0.9, 11);
        double rest = IntStream.range(0, 11).mapToDouble(i -> Math.pow(0.9, i)).sum();

        assertDirection(interest(profile, "shop", 20).scenarioMean(), folded, rest);
    }

    @Test
    void visitsComeAfterTheLatestOtherItems() {
        UserProfile profile = profile(past("a", "shop", 1), past("b", "feed", 2), past("a", "shop", 3));

        assertThat(profile.predecessors(ItemKey.of("c"))).containsExactly(keys("a", "b"));
        assertThat(profile.predecessors(ItemKey.of("a"))).containsExactly(keys("b"));
    }

    @Test
    void visitsComeAfterALimitedNumberOfItems() {
        UserProfile profile = UserProfile.empty();
        for (int i = 0; i < UserProfile.HISTORY; i++) {
            profile = profile.add(past("i" + i, "shop", i), List.of());
        }

        assertThat(profile.predecessors(ItemKey.of("new"))).hasSize(UserProfile.LINKED);
    }

    @Test
    void trailNamesEachItemOnceAndCountsItsVisits() {
        UserProfile profile = profile(past("a", "shop", 1), past("b", "feed", 2), past("a", "shop", 3));

        Interest interest = profile.interest("shop", 4, NOTHING_HIDDEN);

        assertThat(interest.trail()).containsExactly(keys("a", "b"));
        assertThat(interest.trailWeights()[0]).isEqualTo(1);
        assertThat(interest.trailWeights()[1]).isCloseTo(UserProfile.TRAIL_DECAY, within(1e-6f));
        assertThat(interest.trailInScenario()).containsExactly(true, false);
        // visits halve every 25 items: 1 + 2^(-2/25), and 2^(-1/25)
        assertThat(interest.trailVisits()[0]).isCloseTo(1 + (float) Math.pow(0.5, 2 / 25.0), within(1e-6f));
        assertThat(interest.trailVisits()[1]).isCloseTo((float) Math.pow(0.5, 1 / 25.0), within(1e-6f));
    }

    @Test
    void popularPastItemsWeighLessInTheTrail() {
        PastBehavior popular = new PastBehavior(1, "a", ItemKey.of("a"), "shop", "view", "", 1000, 1, null);

        float weight = profile(popular).interest("shop", 2, NOTHING_HIDDEN).trailWeights()[0];

        assertThat(weight).isCloseTo((float) Math.pow(1000, -UserProfile.VISITS_EXPONENT), within(1e-6f));
    }

    @Test
    void losesItsVectorsWhenOnlyReasonsAreWanted() {
        Interest bare = interest(profile(past("a", "shop", 1, 1, 0)), "shop", 2).withoutVectors();

        assertThat(bare.mean()).isNull();
        assertThat(bare.recent()).extracting(PastBehavior::vector).containsOnlyNulls();
        assertThat(bare.recent()).extracting(PastBehavior::itemId).containsExactly("a");
        assertThat(bare.trail()).containsExactly(keys("a"));
    }

    private static float[] vector(Random random) {
        return new float[] {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f, random.nextFloat() - 0.5f};
    }

    private static void assertDirection(@Nullable QuantizedVector vector, double x, double y) {
        float[] components = Objects.requireNonNull(vector).toFloats();
        double length = Math.hypot(x, y);
        assertThat((double) components[0]).isCloseTo(x / length, within(0.01));
        assertThat((double) components[1]).isCloseTo(y / length, within(0.01));
    }
}
