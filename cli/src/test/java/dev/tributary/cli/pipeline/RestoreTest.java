package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void aSavepointTakenWithTwoSubtasksRestoresWithOneAndGivesTheSameList() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            Recommendation before;
            String savepoint;
            try (var first = EmbeddedTributary.startOn(broker.bootstrapServers(), settings(2));
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                feed(kafka, first);
                kafka.request("before", "u1", "travel");
                before = kafka.awaitAnswer("before", "travel");
                savepoint = first.stopWithSavepoint(folder.toUri().toString());
            }

            Configuration restored = settings(1);
            restored.setString("execution.state-recovery.path", savepoint);
            try (var second = EmbeddedTributary.startOn(broker.bootstrapServers(), restored);
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                kafka.request("after", "u1", "travel");
                Recommendation after = kafka.awaitAnswer("after", "travel");

                assertThat(after.getRevision()).isEqualTo(before.getRevision()).isEqualTo(40);
                assertThat(after.getProfileText()).isEqualTo(before.getProfileText());
                assertThat(ids(after)).isEqualTo(ids(before)).isNotEmpty();
                assertThat(second.items()).isEqualTo(4);
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
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.behaviors() == 40);
    }

    private static Configuration settings(int parallelism) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips and places to stay")));
        settings.setString("parallelism.default", String.valueOf(parallelism));
        settings.setString("restart-strategy.type", "none");
        return settings;
    }

    private static List<String> ids(Recommendation list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }
}
