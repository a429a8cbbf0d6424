package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The broker goes and comes back. It goes in good order, or because its disk is full: what a killed one costs is tested with processes. The job
 * restarts, if it must, as Flink does where nobody has said how.
 */
@Timeout(300)
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** After some failures in a row Flink waits a minute before it restarts the job. */
    private static final Duration RESTART_PATIENCE = Duration.ofMinutes(3);
    /** Java's own words for it, where a page of a mapped file (Kafka's indexes) found no room, do not name the disk. */
    private static final Pattern FULL =
            Pattern.compile("No space left on device|InternalError: a fault occurred in .*unsafe memory access");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void aBrokerThatIsAwayForTenSecondsCostsNothingButTheTime(String delivery) throws Exception {
        try (var broker = BrokerProcess.start(folder.resolve("kafka"), folder.resolve("broker"));
                var log = new LogCapture();
                var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings(delivery));
                var kafka = KafkaClient.readCommitted(broker.bootstrapServers());
                var users = SteadyUsers.begin(broker.bootstrapServers())) {
            kafka.awaitAnswer("e0", "shop");
            int sentBefore = users.sent();
            broker.stop();
            Awaitility.await().pollDelay(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> true);
            assertThat(log.lines()).as("what a user would see").anyMatch(OutageTest::tellsOfAnOutage);

            broker.launchAgain();
            broker.awaitReady();
            users.end();
            assertThat(users.sent() - sentBefore)
                    .as("behaviors since the broker went")
                    .isGreaterThan((int) (OUTAGE.toNanos() / SteadyUsers.PAUSE_NANOS) - 5);
            assertNothingLost(users, kafka, delivery);
            assertThat(tributary.deadLetters()).isZero();
            tributary.close();
        }
    }

    /** In the build exactly once only, for it takes three starts of a broker; at least once too with {@code -Dtributary.outage.both=true}. */
    static List<String> guarantees() {
        return Boolean.getBoolean("tributary.outage.both")
                ? List.of("AT_LEAST_ONCE", "EXACTLY_ONCE")
                : List.of("EXACTLY_ONCE");
    }

    @ParameterizedTest
    @MethodSource("guarantees")
    void aBrokerWhoseDiskIsFullEndsAndCostsNothingButTheTimeUntilThereIsRoomAndItIsStartedAgain(String delivery)
            throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("disk"), 64);
                var broker = BrokerProcess.start(disk.folder().resolve("kafka"), folder.resolve("broker"));
                var log = new LogCapture();
                var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings(delivery));
                var kafka = KafkaClient.readCommitted(broker.bootstrapServers());
                var users = SteadyUsers.begin(broker.bootstrapServers())) {
            kafka.awaitAnswer("e0", "shop");
            disk.fill();
            assertThat(broker.awaitFailure()).containsPattern(FULL);
            Awaitility.await().atMost(PATIENCE).until(() -> log.lines().stream().anyMatch(OutageTest::tellsOfAnOutage));
            broker.launchAgain();
            assertThat(broker.awaitFailure())
                    .as("of one that is started while the disk is full")
                    .containsPattern(FULL);

            disk.makeRoom();
            broker.launchAgain();
            broker.awaitReady();
            users.end();
            assertNothingLost(users, kafka, delivery);
            assertThat(tributary.deadLetters()).isZero();
            tributary.close();
        }
    }

    private static boolean tellsOfAnOutage(String line) {
        return line.startsWith("WARN org.apache.kafka.clients.NetworkClient")
                && line.contains("could not be established. Node may not be available.");
    }

    /** Every behavior has its list, every user's profile has counted all, and exactly once no list came twice. */
    private static void assertNothingLost(SteadyUsers users, KafkaClient kafka, String delivery) {
        assertThat(users.refused()).as("sent twice, and not taken").isEmpty();
        assertThat(users.confirmed()).isEqualTo(users.sent());
        Awaitility.await()
                .atMost(RESTART_PATIENCE)
                .until(() -> kafka.lists().stream()
                                .map(Recommendation::getCausedBy)
                                .distinct()
                                .count()
                        == users.sent());
        for (int user = 0; user < SteadyUsers.USERS; user++) {
            kafka.request("after-" + user, "u" + user, "shop");
            assertThat(kafka.awaitAnswer("after-" + user, "shop").getRevision()).isEqualTo(users.sentBy(user));
        }
        if (delivery.equals("EXACTLY_ONCE")) {
            assertThat(kafka.lists().stream().map(Recommendation::getRecommendationId))
                    .doesNotHaveDuplicates();
        }
    }

    private static Configuration settings(String delivery) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.sink.delivery", delivery);
        settings.setString("tributary.relate.item-wait", "0 ms");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("execution.checkpointing.interval", "500 ms");
        settings.setString("parallelism.default", "1");
        return settings;
    }
}
