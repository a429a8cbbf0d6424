package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private static final int USERS = 12;

    /** There is no wrong number: fewer than subtasks, more than subtasks, another for each topic. */
    @Test
    void theNumberOfPartitionsIsFreeForEachTopicAndMayGrowWhileTheJobRuns() throws Exception {
        try (var broker = EmbeddedKafka.start();
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.BEHAVIORS, 1, (short) 1),
                            new NewTopic(Topics.ITEMS, 5, (short) 1),
                            new NewTopic(Topics.REQUESTS, 3, (short) 1),
                            new NewTopic(Topics.RECOMMENDATIONS, 3, (short) 1)))
                    .all()
                    .get();
            try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings());
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                behave(kafka, "few");
                assertAnswered(kafka, "few", 1);

                admin.createPartitions(Map.of(Topics.BEHAVIORS, NewPartitions.increaseTo(7)))
                        .all()
                        .get();
                kafka.awaitPartitions(Topics.BEHAVIORS, 7);
                behave(kafka, "many");
                assertAnswered(kafka, "many", 2);
                assertThat(tributary.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    private static void behave(KafkaClient kafka, String name) {
        IntStream.range(0, USERS).forEach(i -> kafka.behavior(name + i, "u" + i, "shop", "shoes"));
    }

    private static void assertAnswered(KafkaClient kafka, String name, long revision) {
        for (int i = 0; i < USERS; i++) {
            assertThat(kafka.awaitAnswer(name + i, "shop").getRevision()).isEqualTo(revision);
            kafka.request("ask-" + name + i, "u" + i, "shop");
            assertThat(kafka.awaitAnswer("ask-" + name + i, "shop").getRevision())
                    .isEqualTo(revision);
        }
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.kafka.properties", "partition.discovery.interval.ms:200,metadata.max.age.ms:200");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.relate.item-wait", "0 ms");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
