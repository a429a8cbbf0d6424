package dev.tributary.cli.pipeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stream of some hundred behaviors, one bad record among them, goes through the whole product, and a list is made for every behavior and
 * scenario. What is asserted is read from the topics afterwards.
 */
@ParameterizedClass
@EnumSource(Slice.Origin.class)
class StreamTest {
    @Parameter
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set by JUnit, for the name of the test
    private Slice.Origin origin;

    @SuppressWarnings("NullAway.Init") // set before all tests of a slice
    private static Slice slice;

    @SuppressWarnings("NullAway.Init") // set before all tests of a slice
    private static Streamed streamed;

    @BeforeParameterizedClassInvocation
    static void stream(Slice.Origin origin) throws InterruptedException {
        slice = origin.cut();
        streamed = Streamed.through(slice);
    }

    @Test
    void everyBehaviorIsReflectedExactlyOnceInEveryScenario() {
        List<String> wanted = slice.behaviors()
                .flatMap(behavior ->
                        scenarios().map(scenario -> behavior.getUserId() + behavior.getEventId() + " in " + scenario))
                .sorted()
                .toList();
        List<String> found = lists(Trigger.BEHAVIOR)
                .map(list -> list.getUserId() + list.getCausedBy() + " in " + list.getScenario())
                .sorted()
                .toList();

        assertThat(found).isEqualTo(wanted);
        assertThat(streamed.lists())
                .extracting(Recommendation::getRecommendationId)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyProfileCountsEachBehaviorOfItsUserOnce() {
        Map<String, Long> wanted = slice.behaviors().collect(groupingBy(Behavior::getUserId, Collectors.counting()));

        assertThat(lists(Trigger.REQUEST).collect(groupingBy(Recommendation::getUserId)))
                .hasSameSizeAs(wanted)
                .allSatisfy((user, answers) -> assertThat(answers)
                        .hasSameSizeAs(slice.scenarios())
                        .extracting(Recommendation::getRevision)
                        .containsOnly(wanted.get(user)));
        assertThat(lists(Trigger.REQUEST))
                .allSatisfy(answer -> assertThat(answer.getProfileText()).isNotEmpty());
    }

    @Test
    void everyListIsCompleteAndOfItemsOfItsScenario() {
        Map<String, String> scenarioOf = slice.items().collect(toMap(Item::getItemId, Item::getScenario));

        assertThat(streamed.lists()).allSatisfy(list -> {
            assertThat(list.getDegraded()).isNull();
            assertThat(ids(list))
                    .doesNotHaveDuplicates()
                    .hasSize(10)
                    .allSatisfy(item -> assertThat(scenarioOf.get(item)).isEqualTo(list.getScenario()));
        });
    }

    @Test
    void aBehaviorInOneScenarioChangesTheListInEachOther() {
        Map<String, Behavior> behaviors = slice.behaviors().collect(toMap(Behavior::getEventId, Function.identity()));
        var changed = new HashSet<String>();
        for (Map<Long, Recommendation> lists : byUserAndScenario().values()) {
            lists.forEach((revision, list) -> {
                Recommendation before = lists.get(revision - 1);
                Behavior cause = behaviors.get(list.getCausedBy());
                if (before != null && cause != null && !ids(before).equals(ids(list)) && names(list, cause)) {
                    changed.add(cause.getScenario() + " changes " + list.getScenario());
                }
            });
        }

        assertThat(changed)
                .containsAll(scenarios()
                        .flatMap(one -> scenarios().map(other -> one + " changes " + other))
                        .toList());
    }

    private static boolean names(Recommendation list, Behavior cause) {
        return list.getItems().stream()
                .flatMap(item -> item.getReasons().stream())
                .anyMatch(reason -> cause.getItemId().equals(reason.getItemId()));
    }

    @Test
    void noConsumedItemIsEverRecommendedAgainWhereRepeatsAreForbidden() {
        Set<String> forbidding = slice.scenarios().stream()
                .filter(scenario -> !scenario.repeats())
                .map(ScenarioSpec::id)
                .collect(toSet());
        Map<String, Set<String>> consumed = consumedByRevision(forbidding);
        List<Recommendation> lists = streamed.lists().stream()
                .filter(list -> forbidding.contains(list.getScenario()))
                .toList();

        assertThat(lists)
                .isNotEmpty()
                .allSatisfy(list -> assertThat(ids(list))
                        .doesNotContainAnyElementsOf(consumed.get(list.getUserId() + list.getRevision())));
    }

    /** What a user had consumed at each revision; the lists tell the order in which the profile took the behaviors. */
    private static Map<String, Set<String>> consumedByRevision(Set<String> forbidding) {
        Map<String, Behavior> behaviors = slice.behaviors().collect(toMap(Behavior::getEventId, Function.identity()));
        var consumed = new HashMap<String, Set<String>>();
        byUserAndScenario().values().forEach(lists -> {
            var soFar = new HashSet<String>();
            lists.forEach((revision, list) -> {
                Behavior behavior = Objects.requireNonNull(behaviors.get(list.getCausedBy()));
                if (forbidding.contains(behavior.getScenario())) {
                    soFar.add(behavior.getItemId());
                }
                // never empty, for AssertJ would take that for a mistake
                consumed.put(
                        list.getUserId() + revision,
                        Stream.concat(soFar.stream(), Stream.of("")).collect(toSet()));
            });
        });
        return consumed;
    }

    @Test
    void theBadRecordBecomesOneDeadLetterAndBothItsNeighborsAreReflected() {
        assertThat(streamed.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.headers())
                    .containsEntry(DeadLetterHeaders.STAGE, "source")
                    .containsEntry(DeadLetterHeaders.REASON, "bad-json")
                    .containsEntry(DeadLetterHeaders.TOPIC, Topics.BEHAVIORS);
            // found where the headers say
            assertThat(letter.origin()).isEqualTo(Streamed.BAD);
            assertThat(letter.value()).isEqualTo(Streamed.BAD);
            assertThat(letter.neighbors())
                    .hasSize(2)
                    .allSatisfy(neighbor -> assertThat(lists(Trigger.BEHAVIOR))
                            .anyMatch(list -> neighbor.getEventId().equals(list.getCausedBy())));
        });
    }

    /** Lists made for behaviors, by revision. */
    private static Map<String, Map<Long, Recommendation>> byUserAndScenario() {
        return lists(Trigger.BEHAVIOR)
                .collect(groupingBy(
                        list -> list.getUserId() + ' ' + list.getScenario(),
                        toMap(Recommendation::getRevision, Function.identity(), (a, b) -> b, TreeMap::new)));
    }

    private static Stream<Recommendation> lists(Trigger trigger) {
        return streamed.lists().stream().filter(list -> list.getTrigger() == trigger);
    }

    private static Stream<String> scenarios() {
        return slice.scenarios().stream().map(ScenarioSpec::id);
    }

    private static List<String> ids(Recommendation list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }
}
