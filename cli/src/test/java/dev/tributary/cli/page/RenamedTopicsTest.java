package dev.tributary.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePort;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.JobConfig;
import dev.tributary.job.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka where every topic has another name than usual: the job's file tells it to each command. */
@Timeout(300)
class RenamedTopicsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SETTINGS = """
            tributary:
              kafka:
                topics:
                  behaviors: acme.acts
                  items: acme.things
                  requests: acme.questions
                  erasures: acme.forgotten
                  recommendations: acme.lists
                  dead-letters: acme.refused
              scenarios:
                - id: shop
                  description: Equipment for running and cooking
                - id: travel
                  description: Trips and places to stay
            parallelism.default: 1
            restart-strategy.type: none
            """;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before any command
    private String kafka;

    @Test
    void everyCommandFindsThem() throws Exception {
        Path settings = Files.writeString(folder.resolve("tributary.yaml"), SETTINGS);
        try (var tributary = EmbeddedTributary.start(
                        FreePorts.ANY,
                        new Settings(JobConfig.OPTIONS).file(settings).load());
                Admin admin = tributary.kafka().admin()) {
            kafka = tributary.bootstrapServers();
            assertThat(run("topics"))
                    .contains(
                            "acme.acts",
                            "acme.things",
                            "acme.questions",
                            "acme.forgotten",
                            "acme.lists",
                            "acme.refused")
                    .doesNotContain("missing", "tributary.");

            assertThat(run("replay", "--data", data().toString())).contains("2 items and 1 behaviors sent");
            until("because you bought", "recommend", "--user", "u1", "--scenario", "travel");
            until("bought Light trail running shoes (shop)", "profile", "--user", "u1");

            theConsoleShowsAndActs();
            newListsAreWatched();
            refusedRecordsAreShownAndSentAgain();

            assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("tributary."));
        }
    }

    private void theConsoleShowsAndActs() throws Exception {
        int port = FreePort.find();
        var console = new Thread(() -> run("console", "--port", String.valueOf(port)));
        console.start();
        try {
            var page = new PageClient("http://localhost:" + port);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> page.get("/").statusCode() == 200);
            try (var events = page.follow("u1")) {
                events.await("list", list -> list.path("scenario").asText().equals("travel"));
                page.postAsPage(
                        "/api/behaviors",
                        "{\"user\":\"u1\",\"scenario\":\"travel\",\"item\":\"i2\",\"action\":\"view\"}");
                events.await(
                        "person",
                        person -> person.path("profile").asText().startsWith("viewed Trail running week in the Alps"));
            }
        } finally {
            console.interrupt();
            console.join();
        }
    }

    private void newListsAreWatched() throws Exception {
        CompletableFuture<String> watched = CompletableFuture.supplyAsync(() -> run("watch", "--count", "1"));
        // from when on it watches is not told: acts go on until it has seen one
        Awaitility.await().atMost(PATIENCE).until(() -> {
            send(
                    "acme.acts",
                    "{\"event_id\":\"e-%d\",\"user_id\":\"u2\",\"scenario\":\"shop\",\"item_id\":\"i1\",\"action\":\"view\",\"occurred_at\":%1$d}"
                            .formatted(System.currentTimeMillis()));
            return watched.isDone();
        });
        assertThat(watched.get()).contains("u2 in ");
    }

    private void refusedRecordsAreShownAndSentAgain() throws Exception {
        send("acme.acts", "{");
        until("1 dead letter: 1 bad-json", "dead-letters");

        assertThat(run("dead-letters", "resend", "--topic", "acme.acts")).contains("1 sent again");

        until("2 dead letters: 2 bad-json", "dead-letters");
    }

    private Path data() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("items.jsonl"), """
                {"item_id":"i1","scenario":"shop","title":"Light trail running shoes"}
                {"item_id":"i2","scenario":"travel","title":"Trail running week in the Alps"}
                """);
        Files.writeString(data.resolve("events.jsonl"), """
                {"event_id":"e1","user_id":"u1","scenario":"shop","item_id":"i1","action":"purchase","occurred_at":"2026-11-24T08:00:00Z"}
                """);
        return data;
    }

    private void send(String topic, String value) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, "key", value));
        }
    }

    private void until(String expected, String... arguments) {
        Awaitility.await(expected).atMost(PATIENCE).until(() -> run(arguments), text -> text.contains(expected));
    }

    /** @return what the command printed */
    private String run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--kafka", kafka, "--config", folder.resolve("tributary.yaml").toString()));
        var out = new StringWriter();
        var unused = Tributary.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        return out.toString();
    }
}
