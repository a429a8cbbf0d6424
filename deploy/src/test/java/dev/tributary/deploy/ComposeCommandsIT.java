package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.cli.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml starts beside Flink: its class path and arguments, with the folders that the image is made of and another address. */
class ComposeCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void theTopicsAreCreatedAndTheSimulatorActsInThem() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            Cluster.Ended topics = Cluster.Ended.of(inPlace("topics", kafka));
            assertThat(topics.status()).as(topics.text()).isZero();

            Path log = Files.createTempFile("simulator", ".log");
            Process simulator = new ProcessBuilder(inPlace("simulator", kafka))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                var user = new User(kafka.bootstrapServers());
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(user.behaviors())
                                .as(() -> "behaviors; the simulator said " + text(log))
                                .isGreaterThan(20));
            } finally {
                simulator.destroy();
                simulator.onExit().join();
            }
        }
    }

    private static List<String> inPlace(String service, EmbeddedKafka kafka) throws Exception {
        JsonNode compose = Compose.load().service(service);
        Path target = Path.of("target").toAbsolutePath();
        return Stream.concat(
                        Documents.texts(compose.get("entrypoint")).stream(),
                        Documents.texts(compose.get("command")).stream())
                .map(word -> word.replace(
                                "/opt/tributary/cli",
                                target.resolve("tributary/cli").toString())
                        .replace(
                                "/opt/flink/lib/*",
                                target.resolve("tributary/lib") + "/*:" + target.resolve("flink/lib") + "/*")
                        .replace(
                                "/opt/tributary/conf",
                                Documents.ROOT.resolve("deploy/flink").toString())
                        .replace("kafka:19092", kafka.bootstrapServers()))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
