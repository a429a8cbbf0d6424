package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a whole run logs, from the start to the end, an encoder that fails and the restart that follows included. */
class LogsTest {
    private static final String ENCODER_FAILS = "Texts wait until it works";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Stands in every id and text. */
    private static final String PERSONAL = "personal5e1c";

    private static final String USER = PERSONAL + "-user";

    private final Configuration settings = settings();

    @Test
    void noIdAndNoTextIsLoggedFromTheStartToTheEndAlsoWhereTheEncoderFails() throws Exception {
        EncoderSettings encoderSettings =
                JobConfig.from(settings).encode().settings().withGpu(OptionalInt.empty());
        var encoder = new FaultyEncoder(encoderSettings);
        try (var log = new LogCapture()) {
            try (var broker = EmbeddedKafka.start();
                    var lease = encoder.share(encoderSettings)) {
                createTopics(broker);
                live(broker, encoder, log);
                assertThat(lease.encoder().inFlight()).isZero();
            }

            assertThat(about(log, PERSONAL)).isEmpty();
            assertThat(about(log, ENCODER_FAILS)).as("the encoder's failure").isNotEmpty();
            assertThat(about(log, "The TaskExecutor is shutting down"))
                    .as("the end")
                    .isNotEmpty();
        }
    }

    private static List<String> about(LogCapture log, String words) {
        return log.lines().stream().filter(line -> line.contains(words)).toList();
    }

    private void live(EmbeddedKafka broker, FaultyEncoder encoder, LogCapture log) {
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings);
                var kafka = new KafkaClient(broker.bootstrapServers())) {
            kafka.item(PERSONAL + "-shoes", "shop", "Shoes of " + PERSONAL);
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 1);
            act(kafka);
            refuse(kafka);

            encoder.fail();
            kafka.item(PERSONAL + "-socks", "shop", "Socks of " + PERSONAL);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !about(log, ENCODER_FAILS).isEmpty());
            encoder.work();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                String request = PERSONAL + System.nanoTime();
                kafka.request(request, USER, "shop");
                assertThat(kafka.awaitAnswer(request, "shop").getItems())
                        .anyMatch(item -> item.getItemId().equals(PERSONAL + "-socks"));
            });

            kafka.send(Topics.ERASURES, USER, "{\"user_id\":\"" + USER + "\",\"requested_at\":1}");
            kafka.awaitTombstone(USER);
            kafka.send(Topics.ITEMS, PERSONAL + "-socks", null);
        }
    }

    private static void act(KafkaClient kafka) {
        kafka.send(
                Topics.BEHAVIORS,
                USER,
                ("{\"event_id\":\"%1$s-event\",\"user_id\":\"%1$s-user\",\"scenario\":\"shop\",\"item_id\":\"%1$s-shoes\","
                                + "\"action\":\"%1$s-looks\",\"text\":\"words of %1$s\",\"occurred_at\":1700000000000}")
                        .formatted(PERSONAL));
        kafka.awaitList(list -> list.getUserId().equals(USER) && list.getTrigger() == Trigger.PROFILE_TEXT);
        kafka.send(
                Topics.REQUESTS,
                USER,
                ("{\"request_id\":\"%1$s-ask\",\"user_id\":\"%1$s-user\",\"scenario\":\"shop\",\"include_profile\":true,"
                                + "\"context\":{\"%1$s\":\"%1$s\"},\"candidates\":[\"%1$s-shoes\"],\"exclude\":[\"%1$s\"]}")
                        .formatted(PERSONAL));
        assertThat(kafka.awaitAnswer(PERSONAL + "-ask", "shop").getProfileText())
                .contains(PERSONAL);
    }

    private static void refuse(KafkaClient kafka) {
        for (String topic : List.of(Topics.BEHAVIORS, Topics.ITEMS, Topics.REQUESTS, Topics.ERASURES)) {
            kafka.send(topic, PERSONAL, "{\"user_id\":" + PERSONAL);
            kafka.send(topic, PERSONAL, "{\"" + PERSONAL + "\":\"" + PERSONAL + "\"}");
        }
        kafka.awaitDeadLetters(8);
    }

    private static void createTopics(EmbeddedKafka broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicCreation(2, (short) 1).run(admin);
        }
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.kafka.bootstrap-servers", "localhost:9092");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "1");
        settings.setString("tributary.encode.timeout", "2 s");
        settings.setString("tributary.rank.timeout", "60 s");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "1000");
        settings.setString("restart-strategy.fixed-delay.delay", "200 ms");
        return FlinkDefaults.under(settings);
    }
}
