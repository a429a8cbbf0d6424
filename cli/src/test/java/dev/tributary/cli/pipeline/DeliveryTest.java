package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery exactly once. No checkpoint is taken but those that the test asks for, so that the failure falls where the test wants it. */
class DeliveryTest {
    private static final int PART = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void listsAreSeenOnceAndOnlyAfterTheCheckpointAlsoWhenATaskManagerIsLost() throws Exception {
        try (var broker = EmbeddedKafka.start()) {
            createTopics(broker);
            try (var cluster = FragileCluster.start(settings(broker));
                    var written = new KafkaClient(broker.bootstrapServers());
                    var seen = KafkaClient.readCommitted(broker.bootstrapServers())) {
                behave(written, 0, PART);
                awaitCauses(written, PART);
                assertThat(seen.listsToTheEnd()).isEmpty();
                cluster.checkpoint();
                awaitCauses(seen, PART);

                behave(written, PART, 2 * PART);
                awaitCauses(written, 2 * PART);
                cluster.loseTaskManager();
                behave(written, 2 * PART, 3 * PART);
                awaitCauses(written, 3 * PART);
                assertThat(ids(seen.listsToTheEnd())).hasSize(2 * PART);
                cluster.checkpoint();
                awaitCauses(seen, 3 * PART);

                assertThat(ids(seen.listsToTheEnd())).doesNotHaveDuplicates();
                assertThat(causes(seen)).isEqualTo(expected(3 * PART));
                // what was written and not yet committed when the TaskManager went was written again, under the same
                // ids
                assertThat(ids(written.listsToTheEnd())).hasSizeGreaterThanOrEqualTo(2 * 4 * PART);
                assertThat(ids(written.listsToTheEnd()).stream().distinct()).hasSize(2 * 3 * PART);
            }
        }
    }

    private static void behave(KafkaClient kafka, int from, int to) {
        for (int i = from; i < to; i++) {
            kafka.behavior("e" + i, "u" + i % 7, i % 2 == 0 ? "shop" : "travel", "i" + i % 5);
        }
    }

    /** Waits until a list in each of the two scenarios names each of the first behaviors. */
    private static void awaitCauses(KafkaClient kafka, int behaviors) {
        Awaitility.await().atMost(KafkaClient.PATIENCE).until(() -> {
            kafka.lists();
            return causes(kafka).stream().distinct().count() == 2L * behaviors;
        });
    }

    private static List<String> expected(int behaviors) {
        return IntStream.range(0, behaviors)
                .boxed()
                .flatMap(i -> Stream.of("e" + i + " shop", "e" + i + " travel"))
                .sorted()
                .toList();
    }

    private static List<String> causes(KafkaClient kafka) {
        return kafka.lists().stream()
                .filter(list -> list.getTrigger() == Trigger.BEHAVIOR)
                .map(list -> list.getCausedBy() + " " + list.getScenario())
                .sorted()
                .toList();
    }

    private static List<String> ids(List<Recommendation> lists) {
        return lists.stream().map(Recommendation::getRecommendationId).toList();
    }

    private static void createTopics(EmbeddedKafka broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicCreation(2, (short) 1).run(admin);
        }
    }

    private Configuration settings(EmbeddedKafka broker) {
        var settings = new Configuration();
        settings.setString("tributary.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.setString("tributary.sink.delivery", "EXACTLY_ONCE");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "0");
        settings.setString("tributary.rank.timeout", "60 s");
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips and places to stay")));
        settings.setString("execution.checkpointing.interval", "1 h");
        // otherwise Flink takes one by itself soon after each that is asked for
        settings.setString("execution.checkpointing.min-pause", "1 h");
        settings.setString("execution.checkpointing.dir", folder.toUri().toString());
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "20");
        settings.setString("restart-strategy.fixed-delay.delay", "200 ms");
        return settings;
    }
}
