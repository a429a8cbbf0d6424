package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job without state beside the one that runs, with the settings that docs/running.md names, builds from the topics what the first one knows. */
@Timeout(400)
class BackfillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int USERS = 4;

    @Test
    void aSecondJobKnowsTheSameFromTheTopicsAloneAndDoesNotDisturbTheFirst() throws Exception {
        Map<String, String> ofItsOwn = settingsOfThePage();
        String lists = named(ofItsOwn, "tributary.kafka.topics.recommendations");
        try (var first = EmbeddedTributary.start(FreePorts.ANY, settings(Map.of()));
                var kafka = KafkaClient.readCommitted(first.bootstrapServers())) {
            act(first, kafka);
            create(first.bootstrapServers(), List.of(lists, named(ofItsOwn, "tributary.kafka.topics.dead-letters")));

            try (var second = EmbeddedTributary.startOn(first.bootstrapServers(), settings(ofItsOwn));
                    var backfilled = KafkaClient.readCommitted(first.bootstrapServers(), lists)) {
                Awaitility.await().atMost(PATIENCE).until(() -> second.behaviors() == first.behaviors());
                Awaitility.await().atMost(PATIENCE).until(() -> second.items() == first.items());

                kafka.behavior("after", "u1", "shop", "i2");
                kafka.awaitAnswer("after", "travel");
                backfilled.awaitAnswer("after", "travel");
                for (int user = 0; user < USERS; user++) {
                    String question = "both-" + user;
                    kafka.request(question, "u" + user, "travel");
                    Recommendation before = kafka.awaitAnswer(question, "travel");
                    Recommendation after = backfilled.awaitAnswer(question, "travel");
                    assertThat(after.getRevision())
                            .isEqualTo(before.getRevision())
                            .isPositive();
                    assertThat(after.getProfileText())
                            .isEqualTo(before.getProfileText())
                            .isNotEmpty();
                    assertThat(ids(after)).isEqualTo(ids(before)).isNotEmpty();
                }
                assertThat(List.of(first.status(), second.status())).containsOnly(JobStatus.RUNNING);
            }
        }
    }

    private static void act(EmbeddedTributary first, KafkaClient kafka) {
        for (int item = 0; item < 12; item++) {
            kafka.item("i" + item, item < 6 ? "shop" : "travel", "Thing number %d for %s".formatted(item, field(item)));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> first.items() == 12);
        for (int behavior = 0; behavior < 20; behavior++) {
            int user = behavior % USERS;
            kafka.behavior("e" + behavior, "u" + user, "shop", "i" + (user % 3 + 3 * (behavior % 2)));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> first.behaviors() == 20);
    }

    private static String field(int item) {
        return List.of("climbing", "chess", "diving").get(item % 3);
    }

    /** What the page's command hands to the second job. */
    private static Map<String, String> settingsOfThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "running.md"));
        String command = page.substring(page.indexOf("## Backfill"), page.indexOf("## Erasure"));
        return Pattern.compile("--set (\\S+?)=(\\S+)")
                .matcher(command)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), (MatchResult found) -> found.group(2)));
    }

    private static String named(Map<String, String> settings, String key) {
        return Objects.requireNonNull(settings.get(key), "The page names no " + key);
    }

    private static void create(String bootstrapServers, List<String> topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static Configuration settings(Map<String, String> more) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Things to buy"),
                        Map.of("id", "travel", "description", "Trips to book")));
        settings.setString("tributary.sink.delivery", "EXACTLY_ONCE");
        settings.setString("execution.checkpointing.interval", "500 ms");
        settings.setString("tributary.relate.item-wait", "60 s");
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "none");
        more.forEach(settings::setString);
        return settings;
    }

    private static List<String> ids(Recommendation list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }
}
