package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an encoder that fails, hangs or is slow does to the job. Restarts are forbidden, but where a test wants one. */
class EncoderFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CAPACITY = 32;
    private static final int SUBTASKS = 2;
    private static final int MOST_UNDER_WAY = 500;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private final EmbeddedKafka broker = EmbeddedKafka.start();
    private final Configuration settings = settings();
    private final EncoderSettings encoderSettings =
            JobConfig.from(settings).encode().settings().withGpu(OptionalInt.empty());
    private final FaultyEncoder encoder = new FaultyEncoder(encoderSettings);
    private final SharedEncoder.Lease lease = encoder.share(encoderSettings);

    @SuppressWarnings("NullAway.Init") // set before each test
    private KafkaClient kafka;

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicCreation(2, (short) 1).run(admin);
        }
        kafka = new KafkaClient(broker.bootstrapServers());
        kafka.item("shoes", "shop", "Light trail running shoes");
        kafka.item("alps", "travel", "Trail running week in the Alps");
    }

    @AfterEach
    void stop() {
        encoder.work();
        kafka.close();
        lease.close();
        broker.close();
    }

    @Test
    void whileTheEncoderFailsListsGoOnMarkedAndAfterwardsWithoutARestartNothingIsMissing() {
        degradesAndRecovers(encoder::fail);
    }

    @Test
    void whileTheEncoderHangsListsGoOnMarkedAndAfterwardsWithoutARestartNothingIsMissing() {
        degradesAndRecovers(encoder::hang);
    }

    /** The fault lasts longer than the timeout of an item. */
    private void degradesAndRecovers(Runnable fault) {
        settings.setString("tributary.encode.timeout", "1 s");
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings)) {
            awaitItems(tributary, 2);
            kafka.behavior("before", "runner", "shop", "shoes");
            assertThat(kafka.awaitAnswer("before", "travel").getDegraded()).isNull();

            fault.run();
            int calls = encoder.calls();
            kafka.item("lyon", "travel", "Food markets and bistros in Lyon");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> encoder.calls() > calls
                            && !lease.encoder()
                                    .works(JobConfig.from(settings).encode().patience()));
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            kafka.behavior("meanwhile", "runner", "shop", "shoes");
            kafka.request("known", "runner", "travel");
            kafka.request("stranger", "stranger", "travel");

            assertThat(kafka.awaitAnswer("meanwhile", "travel").getRevision()).isEqualTo(2);
            for (String request : List.of("known", "stranger")) {
                Recommendation answer = kafka.awaitAnswer(request, "travel");
                assertThat(answer.getDegraded()).contains("the encoder fails or hangs");
                assertThat(items(answer)).containsExactly("alps");
            }

            encoder.work();
            awaitItems(tributary, 3);
            kafka.request("after", "runner", "travel");
            assertThat(kafka.awaitAnswer("after", "travel").getDegraded()).isNull();
            assertThat(items(kafka.awaitAnswer("after", "travel"))).containsExactlyInAnyOrder("alps", "lyon");
            assertThat(tributary.status()).isEqualTo(JobStatus.RUNNING);
        }
    }

    @Test
    void anItemWhoseTextAlwaysFailsGoesOnWithoutAVectorAndHoldsNobodyUp() {
        encoder.failOn("poison");
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings)) {
            awaitItems(tributary, 2);
            kafka.item("bad", "travel", "A text of poison");
            for (int i = 0; i < 20; i++) {
                kafka.item("good-" + i, "travel", "Good text number " + i);
            }

            awaitItems(tributary, 23);
            assertThat(tributary.count("encode items", "withoutVector")).isOne();
            assertThat(tributary.status()).isEqualTo(JobStatus.RUNNING);
            int calls = encoder.calls();
            Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            assertThat(encoder.calls()).as("it is not tried for ever").isEqualTo(calls);
            kafka.request("asks", "stranger", "travel");
            assertThat(kafka.awaitAnswer("asks", "travel").getDegraded()).isNull();
        }
    }

    @Test
    void aSlowEncoderSlowsTheReadingOfItemsDownAndHoldsNeitherMemoryNorLists() {
        int items = 6_000;
        String broad = " ".repeat(400); // takes room on the way
        // little room on the way, so that a jam reaches Kafka soon
        settings.setString("taskmanager.memory.segment-size", "4 kb");
        settings.setString("tributary.kafka.properties", "max.poll.records:20");
        settings.setString("execution.checkpointing.interval", "1 s");
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings)) {
            awaitItems(tributary, 2);
            encoder.answerAllAlike();
            encoder.takeTime(Duration.ofMillis(200));
            for (int i = 0; i < items; i++) {
                kafka.item("i" + i, "travel", "Journey number" + broad + i);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> lease.encoder().inFlight() >= CAPACITY);
            for (int i = 1; i <= 8; i++) { // in the time of two checkpoints
                kafka.behavior("meanwhile-" + i, "runner", "shop", "shoes");
                Recommendation list = kafka.awaitAnswer("meanwhile-" + i, "travel");
                assertThat(list.getRevision()).isEqualTo(i);
                assertThat(underWay(tributary)).as("items on their way").isLessThan(MOST_UNDER_WAY);
                Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            }

            assertThat(tributary.count("source items", "admitted"))
                    .as("the others wait in Kafka")
                    .isLessThan(items);
            assertThat(lease.encoder().inFlight()).isLessThanOrEqualTo(SUBTASKS * CAPACITY + 1);
            encoder.work();
            awaitItems(tributary, items + 2);
            assertThat(lease.encoder().inFlight()).isZero();
        }
    }

    @Test
    void whileTheEncoderHangsItemsSurviveTheLossOfATaskManagerAndListsGoOn() throws Exception {
        restartAfterALoss();
        try (var cluster = FragileCluster.start(settings)) {
            kafka.behavior("before", "runner", "shop", "shoes");
            kafka.awaitAnswer("before", "travel");
            encoder.hang();
            List<String> inFlight =
                    IntStream.range(0, 12).mapToObj(i -> "flight-" + i).toList();
            inFlight.forEach(id -> kafka.item(id, "travel", "Journey called " + id));
            Awaitility.await().atMost(PATIENCE).until(() -> lease.encoder().inFlight() == 12);
            cluster.checkpoint();

            cluster.loseTaskManager();
            cluster.awaitRestart();
            kafka.request("meanwhile", "runner", "travel");
            Recommendation meanwhile = kafka.awaitAnswer("meanwhile", "travel");
            assertThat(meanwhile.getDegraded()).contains("the encoder fails or hangs");
            assertThat(items(meanwhile)).containsExactly("alps");
            encoder.work();

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                String request = "ask-" + System.nanoTime();
                kafka.request(request, "runner", "travel");
                assertThat(items(kafka.awaitAnswer(request, "travel"))).containsAll(inFlight);
            });
        }
    }

    @Test
    void profileTextsUnderWaySurviveTheLossOfATaskManager() throws Exception {
        settings.setString("tributary.profile.text-after", "1");
        restartAfterALoss();
        try (var cluster = FragileCluster.start(settings)) {
            kafka.behavior("before", "runner", "shop", "shoes");
            kafka.awaitList(list -> isOfText(list, "before"));
            encoder.hang();
            kafka.behavior("flight", "runner", "travel", "alps");
            kafka.awaitAnswer("flight", "travel");
            Awaitility.await().atMost(PATIENCE).until(() -> lease.encoder().inFlight() == 1);
            cluster.checkpoint();

            cluster.loseTaskManager();
            cluster.awaitRestart();
            kafka.request("meanwhile", "runner", "travel");
            assertThat(kafka.awaitAnswer("meanwhile", "travel").getRevision()).isEqualTo(2);
            assertThat(kafka.lists()).noneMatch(list -> isOfText(list, "flight"));
            encoder.work();

            assertThat(kafka.awaitList(list -> isOfText(list, "flight")).getRevision())
                    .isEqualTo(2);
        }
    }

    private static boolean isOfText(Recommendation list, String event) {
        return list.getTrigger() == Trigger.PROFILE_TEXT && event.equals(list.getCausedBy());
    }

    /** Only from checkpoints that the test takes. */
    private void restartAfterALoss() {
        settings.setString("tributary.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.setString("execution.checkpointing.dir", folder.toUri().toString());
        settings.setString("execution.checkpointing.interval", "1 h");
        settings.setString("execution.checkpointing.min-pause", "1 h");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "5");
        settings.setString("restart-strategy.fixed-delay.delay", "200 ms");
    }

    /** @return items that were read and are not in the index yet: all that the job holds because the encoder is slow */
    private static long underWay(EmbeddedTributary tributary) {
        long arrived = tributary.items(); // first, so that what arrives meanwhile counts as under way
        return tributary.count("source items", "admitted") - arrived;
    }

    private static void awaitItems(EmbeddedTributary tributary, long items) {
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == items);
    }

    private static List<String> items(Recommendation list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips", "list-length", "20")));
        settings.setString("tributary.kafka.bootstrap-servers", "localhost:9092");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "0");
        settings.setString("tributary.encode.patience", "500 ms");
        settings.setString("tributary.encode.batch-size", "8");
        settings.setString("tributary.encode.capacity", String.valueOf(CAPACITY));
        settings.setString("tributary.rank.timeout", "60 s");
        settings.setString("parallelism.default", String.valueOf(SUBTASKS));
        settings.setString("restart-strategy.type", "none");
        return FlinkDefaults.under(settings);
    }
}
