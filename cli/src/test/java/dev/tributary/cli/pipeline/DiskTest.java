package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place for checkpoints or for RocksDB is full, or cannot be written at all. */
class DiskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedKafka broker;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void makeRoom() {
        FullDisk.makeRoom();
    }

    @Test
    void aFullDiskIsNamedAndTheJobGoesOnByItselfOnceThereIsRoomAndLosesNothing() {
        Configuration settings = settings(FullDisk.address(folder));
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "1000");
        settings.setString("restart-strategy.fixed-delay.delay", "200 ms");
        try (var log = new LogCapture();
                var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings);
                var kafka = new KafkaClient(broker.bootstrapServers())) {
            kafka.behavior("disk-1", "disk-user", "shop", "shoes");
            kafka.awaitAnswer("disk-1", "shop");
            FullDisk.fill();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> log.lines().stream()
                            .anyMatch(line -> line.contains("switched from RUNNING to FAILED")
                                    && line.contains("No space left on device")));
            kafka.behavior("disk-2", "disk-user", "shop", "shoes");

            FullDisk.makeRoom();
            kafka.behavior("disk-3", "disk-user", "shop", "shoes");
            kafka.awaitAnswer("disk-2", "shop");
            kafka.awaitAnswer("disk-3", "shop");
            kafka.request("disk-asks", "disk-user", "shop");
            assertThat(kafka.awaitAnswer("disk-asks", "shop").getRevision()).isEqualTo(3);
            assertThat(tributary.stopWithSavepoint(FullDisk.address(folder.resolve("savepoints"))))
                    .startsWith("filling:");
        }
    }

    @Test
    void aFullDiskUnderRocksDbIsNamedAndTheJobGoesOnByItselfOnceThereIsRoomAndLosesNothing() throws Exception {
        Configuration settings = settings(folder.resolve("checkpoints").toUri().toString());
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "1000");
        settings.setString("restart-strategy.fixed-delay.delay", "200 ms");
        try (var disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
            settings.setString("state.backend.rocksdb.localdir", disk.folder().toString());
            try (var log = new LogCapture();
                    var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings);
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                kafka.behavior("rocks-1", "rocks-user", "shop", "shoes");
                kafka.awaitAnswer("rocks-1", "shop");
                disk.fill();
                kafka.behavior("rocks-2", "rocks-user", "shop", "shoes");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> log.lines().stream()
                                .anyMatch(line -> line.contains("switched from RUNNING to FAILED")
                                        && line.contains("RocksDBException")
                                        && line.contains("No space left on device")));

                disk.makeRoom();
                kafka.behavior("rocks-3", "rocks-user", "shop", "shoes");
                kafka.awaitAnswer("rocks-2", "shop");
                kafka.awaitAnswer("rocks-3", "shop");
                kafka.request("rocks-asks", "rocks-user", "shop");
                assertThat(kafka.awaitAnswer("rocks-asks", "shop").getRevision())
                        .isEqualTo(3);
                assertThat(tributary.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    @Test
    void aFolderForCheckpointsThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file"));
        try (var tributary = EmbeddedTributary.startOn(
                broker.bootstrapServers(),
                settings(file.resolve("checkpoints").toUri().toString()))) {
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.status() == JobStatus.FAILED);

            assertThat(tributary.failureMessage()).contains("a-file");
        }
    }

    private static Configuration settings(String checkpoints) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.relate.item-wait", "0 ms");
        settings.setString("execution.checkpointing.dir", checkpoints);
        settings.setString("execution.checkpointing.interval", "1 s");
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
