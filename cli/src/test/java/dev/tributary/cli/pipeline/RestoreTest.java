package dev.tributary.cli.pipeline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Reason;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> SCENARIOS = List.of("shop", "travel");
    private static final int USERS = 200;
    private static final int ITEMS = 100;
    private static final int BEHAVIORS = 600;
    /** Of one item by one user: they pass the point at which its memory is written anew. */
    private static final int VISITS = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void savepointsRestoreWithMoreAndWithFewerSubtasksAndGiveTheSameAnswers() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            Map<String, Recommendation> before;
            Instant moment;
            String savepoint;
            try (var first = EmbeddedTributary.startOn(broker.bootstrapServers(), settings(2));
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                feed(kafka, first);
                moment = Instant.now().plus(5, ChronoUnit.MINUTES);
                before = answersThatStay(kafka, moment);
                savepoint = first.stopWithSavepoint(folder.toUri().toString());
            }
            assertThat(before.values().stream()
                            .collect(toMap(Recommendation::getUserId, Recommendation::getRevision, Math::max)))
                    .isEqualTo(expectedRevisions());
            assertThat(before.values())
                    .allSatisfy(answer -> assertThat(answer.getItems()).isNotEmpty());
            assertThat(CountedVisits.in(savepoint)).isEqualTo(expectedVisits());

            for (int parallelism : List.of(4, 1)) {
                Configuration restored = settings(parallelism);
                restored.setString("execution.state-recovery.path", savepoint);
                try (var next = EmbeddedTributary.startOn(broker.bootstrapServers(), restored);
                        var kafka = new KafkaClient(broker.bootstrapServers())) {
                    Map<String, Recommendation> after = askEverything(kafka, "with" + parallelism, moment);
                    assertThat(after).containsOnlyKeys(before.keySet());
                    before.forEach((asked, wanted) -> assertSame(after.getOrDefault(asked, wanted), wanted));
                    assertThat(next.items()).isEqualTo(ITEMS);
                    savepoint = next.stopWithSavepoint(folder.toUri().toString());
                }
                assertThat(CountedVisits.in(savepoint)).isEqualTo(expectedVisits());
            }
        }
    }

    private static void feed(KafkaClient kafka, EmbeddedTributary tributary) {
        for (int i = 0; i < ITEMS; i++) {
            kafka.item(item(i), scenario(i), "Thing of kind %d for day %d".formatted(i % 7, i));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == ITEMS);
        for (int i = 0; i < BEHAVIORS; i++) {
            kafka.behavior("e" + i, user(i), scenario(visited(i)), item(visited(i)));
        }
        for (int i = 0; i < VISITS; i++) {
            kafka.behavior("again" + i, user(0), scenario(0), item(0));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.behaviors() == BEHAVIORS + VISITS);
    }

    private static String user(int behavior) {
        return "u" + behavior % USERS;
    }

    private static String item(int number) {
        return "i" + number;
    }

    private static String scenario(int item) {
        return SCENARIOS.get(item % SCENARIOS.size());
    }

    /** Each user visits other items, some items are visited more often. */
    private static int visited(int behavior) {
        return (behavior * 7 + behavior / USERS * behavior % 13) % ITEMS;
    }

    private static Map<String, Long> expectedRevisions() {
        Map<String, Long> revisions =
                IntStream.range(0, BEHAVIORS).boxed().collect(groupingBy(RestoreTest::user, counting()));
        revisions.merge(user(0), (long) VISITS, Long::sum);
        revisions.put("stranger", 0L);
        return revisions;
    }

    private static Map<String, Long> expectedVisits() {
        Map<String, Long> visits =
                IntStream.range(0, BEHAVIORS).boxed().collect(groupingBy(i -> item(visited(i)), counting()));
        visits.merge(item(0), (long) VISITS, Long::sum);
        return visits;
    }

    /** The last visits may reach the items a moment after the profiles. */
    private static Map<String, Recommendation> answersThatStay(KafkaClient kafka, Instant moment) {
        var rounds = new ArrayList<Map<String, Recommendation>>();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            rounds.add(askEverything(kafka, "round" + rounds.size(), moment));
            rounds.add(askEverything(kafka, "round" + rounds.size(), moment));
            Map<String, Recommendation> last = rounds.get(rounds.size() - 1);
            rounds.get(rounds.size() - 2)
                    .forEach((asked, before) -> assertThat(
                                    last.getOrDefault(asked, before).getItems())
                            .isEqualTo(before.getItems()));
        });
        return rounds.get(rounds.size() - 1);
    }

    private static void assertSame(Recommendation found, Recommendation wanted) {
        assertThat(found.getRevision()).isEqualTo(wanted.getRevision());
        assertThat(found.getProfileText()).isEqualTo(wanted.getProfileText());
        Map<String, RecommendedItem> items = byId(wanted);
        assertThat(byId(found)).containsOnlyKeys(items.keySet());
        byId(found).forEach((id, item) -> assertSame(item, items.getOrDefault(id, item)));
    }

    /** A description encoded in another batch may differ in its last bits. */
    private static void assertSame(RecommendedItem found, RecommendedItem wanted) {
        assertThat(found.getScore()).isCloseTo(wanted.getScore(), within(1e-4));
        assertThat(found.getSources()).isEqualTo(wanted.getSources());
        assertThat(found.getReasons())
                .extracting(Reason::getText)
                .isEqualTo(wanted.getReasons().stream().map(Reason::getText).toList());
    }

    private static Map<String, RecommendedItem> byId(Recommendation list) {
        return list.getItems().stream().collect(toMap(RecommendedItem::getItemId, item -> item));
    }

    /**
     * For one moment, so that nothing is older in a later answer, and with all items of a scenario, so that two of nearly the same score do not change
     * places with one that is left out.
     *
     * @return by user and scenario
     */
    private static Map<String, Recommendation> askEverything(KafkaClient kafka, String name, Instant moment) {
        var asked = Stream.concat(IntStream.range(0, USERS).mapToObj(RestoreTest::user), Stream.of("stranger"))
                .toList();
        for (String user : asked) {
            for (String scenario : SCENARIOS) {
                kafka.send(
                        Topics.REQUESTS,
                        user,
                        "{\"request_id\":\"%s-%s-%s\",\"user_id\":\"%s\",\"scenario\":\"%s\",\"include_profile\":true,\"limit\":%d,\"requested_at\":\"%s\"}"
                                .formatted(name, user, scenario, user, scenario, ITEMS, moment));
            }
        }
        String prefix = name + "-";
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> kafka.lists().stream()
                                .filter(list ->
                                        String.valueOf(list.getCausedBy()).startsWith(prefix))
                                .collect(toMap(
                                        list -> list.getUserId() + " " + list.getScenario(),
                                        list -> list,
                                        (first, again) -> first)),
                        answers -> answers.size() == asked.size() * SCENARIOS.size());
    }

    private static Configuration settings(int parallelism) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips and places to stay")));
        settings.setString("tributary.profile.text-after", "0");
        settings.setString("tributary.rank.timeout", "60 s");
        settings.setString("parallelism.default", String.valueOf(parallelism));
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
