package dev.tributary.cli.pipeline;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> USERS = List.of("u1", "u2", "u3", "stranger");
    private static final List<String> SCENARIOS = List.of("shop", "travel");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void savepointsRestoreWithMoreAndWithFewerSubtasksAndGiveTheSameAnswers() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            List<Recommendation> before;
            String savepoint;
            try (var first = EmbeddedTributary.startOn(broker.bootstrapServers(), settings(2));
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                feed(kafka, first);
                before = answersThatStay(kafka);
                savepoint = first.stopWithSavepoint(folder.toUri().toString());
            }
            assertThat(before)
                    .extracting(Recommendation::getRevision)
                    .containsExactly(40L, 40L, 2L, 2L, 1L, 1L, 0L, 0L);
            assertThat(before)
                    .allSatisfy(answer -> assertThat(answer.getItems()).isNotEmpty());

            for (int parallelism : List.of(4, 1)) {
                Configuration restored = settings(parallelism);
                restored.setString("execution.state-recovery.path", savepoint);
                try (var next = EmbeddedTributary.startOn(broker.bootstrapServers(), restored);
                        var kafka = new KafkaClient(broker.bootstrapServers())) {
                    List<Recommendation> after = askEverything(kafka, String.valueOf(parallelism));
                    assertThat(after).hasSameSizeAs(before);
                    for (int i = 0; i < after.size(); i++) {
                        assertSame(after.get(i), before.get(i));
                    }
                    assertThat(next.items()).isEqualTo(4);
                    savepoint = next.stopWithSavepoint(folder.toUri().toString());
                }
            }
        }
    }

    /** Forty visits of one item pass the point at which its memory is written anew. */
    private static void feed(KafkaClient kafka, EmbeddedTributary tributary) {
        kafka.item("shoes", "shop", "Light trail running shoes");
        kafka.item("alps", "travel", "Trail running week in the Alps");
        kafka.item("lyon", "travel", "Food markets and bistros in Lyon");
        kafka.item("lagoon", "travel", "Quiet bungalow beside a coral lagoon");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 4);
        for (int i = 0; i < 39; i++) {
            kafka.behavior("e" + i, "u1", "shop", "shoes");
        }
        kafka.behavior("e39", "u1", "travel", "lagoon");
        kafka.behavior("e40", "u2", "travel", "lyon");
        kafka.behavior("e41", "u2", "shop", "shoes");
        kafka.behavior("e42", "u3", "travel", "alps");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.behaviors() == 43);
    }

    /** The last visits may reach the items a moment after the profiles. */
    private static List<Recommendation> answersThatStay(KafkaClient kafka) {
        var rounds = new ArrayList<List<Recommendation>>();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            rounds.add(askEverything(kafka, "round" + rounds.size()));
            rounds.add(askEverything(kafka, "round" + rounds.size()));
            assertThat(rounds.get(rounds.size() - 1))
                    .extracting(Recommendation::getItems)
                    .isEqualTo(rounds.get(rounds.size() - 2).stream()
                            .map(Recommendation::getItems)
                            .toList());
        });
        return rounds.get(rounds.size() - 1);
    }

    private static void assertSame(Recommendation found, Recommendation wanted) {
        assertThat(found.getUserId()).isEqualTo(wanted.getUserId());
        assertThat(found.getRevision()).isEqualTo(wanted.getRevision());
        assertThat(found.getProfileText()).isEqualTo(wanted.getProfileText());
        assertSame(found.getItems(), wanted.getItems());
    }

    /** A description encoded in another batch may differ in its last bits. */
    private static void assertSame(List<RecommendedItem> found, List<RecommendedItem> wanted) {
        assertThat(found).extracting(RecommendedItem::getItemId).isEqualTo(ids(wanted));
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).getScore()).isCloseTo(wanted.get(i).getScore(), within(1e-4));
            assertThat(found.get(i).getSources()).isEqualTo(wanted.get(i).getSources());
            assertThat(found.get(i).getReasons())
                    .extracting(Reason::getText)
                    .isEqualTo(wanted.get(i).getReasons().stream()
                            .map(Reason::getText)
                            .toList());
        }
    }

    private static List<String> ids(List<RecommendedItem> items) {
        return items.stream().map(RecommendedItem::getItemId).toList();
    }

    /** For one moment, so that nothing is older in a later answer. */
    private static List<Recommendation> askEverything(KafkaClient kafka, String name) {
        var answers = new ArrayList<Recommendation>();
        for (String user : USERS) {
            for (String scenario : SCENARIOS) {
                String id = name + user + scenario;
                kafka.send(
                        Topics.REQUESTS,
                        user,
                        "{\"request_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"%s\",\"include_profile\":true,\"requested_at\":\"2100-01-01T00:00:00Z\"}"
                                .formatted(id, user, scenario));
                answers.add(kafka.awaitAnswer(id, scenario));
            }
        }
        return answers;
    }

    private static Configuration settings(int parallelism) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips and places to stay")));
        settings.setString("tributary.profile.text-after", "0");
        // the moment that is asked for lies far ahead
        settings.setString("tributary.source.max-future", "36500 d");
        settings.setString("tributary.rank.timeout", "60 s");
        settings.setString("parallelism.default", String.valueOf(parallelism));
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
