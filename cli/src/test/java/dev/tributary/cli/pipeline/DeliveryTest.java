package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure does to the lists. Where a test wants a failure at a certain point, no checkpoint is taken but those that it asks for. */
class DeliveryTest {
    private static final int PART = 40;
    /** In a long run, 50,000. */
    private static final int REPLAYED = Integer.getInteger("tributary.delivery.behaviors", 1_500);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void listsAreSeenOnceAndOnlyAfterTheCheckpointAlsoWhenATaskManagerIsLost() throws Exception {
        try (var broker = EmbeddedKafka.start()) {
            createTopics(broker);
            try (var cluster = FragileCluster.start(settings(broker, "EXACTLY_ONCE"));
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

    @Test
    void exactlyOnceThreeLostTaskManagersLeaveTheListsOfARunWithoutFailureAlsoWithUnalignedCheckpoints()
            throws Exception {
        List<String> ids = idsAfterThreeFailures("EXACTLY_ONCE", true, 11);

        assertThat(ids.stream().sorted()).isEqualTo(expectedIds(REPLAYED));
    }

    @Test
    void atLeastOnceThreeLostTaskManagersLoseNothingAndWhatComesTwiceHasTheSameId() throws Exception {
        List<String> ids = idsAfterThreeFailures("AT_LEAST_ONCE", false, 12);

        assertThat(ids.stream().distinct().sorted()).isEqualTo(expectedIds(REPLAYED));
    }

    @Test
    void transactionsThatAKilledJobLeftOpenAreAbortedAtTheNextStartAlsoWithFewerSubtasks() throws Exception {
        try (var broker = EmbeddedKafka.start();
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            createTopics(broker);
            Configuration settings = settings(broker, "EXACTLY_ONCE");
            settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
            try (var written = new KafkaClient(broker.bootstrapServers());
                    var seen = KafkaClient.readCommitted(broker.bootstrapServers())) {
                List<String> open;
                String checkpoint;
                try (var cluster = FragileCluster.start(settings)) {
                    behave(written, 0, PART);
                    awaitCauses(written, PART);
                    checkpoint = cluster.checkpoint();
                    awaitCauses(seen, PART);
                    behave(written, PART, 2 * PART);
                    awaitCauses(written, 2 * PART);
                    open = ongoing(admin);
                }
                assertThat(open).as("transactions, one a subtask").hasSize(2);
                open.forEach(id -> AbandonedTransaction.leave(broker.bootstrapServers(), id));
                assertThat(ongoing(admin)).isEqualTo(open);
                assertThat(seen.size(Topics.RECOMMENDATIONS)).isLessThan(written.size(Topics.RECOMMENDATIONS));

                settings.setString("parallelism.default", "1");
                settings.setString("execution.state-recovery.path", checkpoint);
                try (var cluster = FragileCluster.start(settings)) {
                    Awaitility.await()
                            .atMost(KafkaClient.PATIENCE)
                            .untilAsserted(() -> assertThat(ongoing(admin)).doesNotContainAnyElementsOf(open));
                    cluster.checkpoint();
                    awaitCauses(seen, 2 * PART);
                    cluster.checkpoint();
                    Awaitility.await()
                            .atMost(KafkaClient.PATIENCE)
                            .untilAsserted(() -> assertThat(seen.size(Topics.RECOMMENDATIONS))
                                    .as("the last stable offset")
                                    .isEqualTo(written.size(Topics.RECOMMENDATIONS)));
                    assertThat(ids(seen.listsToTheEnd())).doesNotHaveDuplicates();
                    assertThat(causes(seen)).isEqualTo(expected(2 * PART));
                    assertThat(seen.tombstones()).as("what the abandoned held").isEmpty();
                }
            }
        }
    }

    private static List<String> ongoing(Admin admin) throws Exception {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }

    @Test
    void unalignedCheckpointsUnderBackPressureLoseAndRepeatNothing() throws Exception {
        int behaviors = 3_000;
        try (var broker = EmbeddedKafka.start()) {
            createTopics(broker);
            Configuration settings = settings(broker, "EXACTLY_ONCE");
            settings.setString("execution.checkpointing.interval", "100 ms");
            settings.setString("execution.checkpointing.min-pause", "10 ms");
            settings.setString("execution.checkpointing.unaligned.enabled", "true");
            try (var written = new KafkaClient(broker.bootstrapServers());
                    var seen = KafkaClient.readCommitted(broker.bootstrapServers())) {
                for (int i = 0; i < 2_000; i++) { // many to search, few texts to encode
                    written.item("i" + i, i % 2 == 0 ? "shop" : "travel", "Item of kind " + i % 7);
                }
                behave(written, 0, behaviors);
                try (var cluster = FragileCluster.start(settings)) {
                    cluster.awaitCheckpointOfRecordsUnderWay();
                    cluster.loseTaskManager();
                    cluster.awaitCheckpointOfRecordsUnderWay();
                    cluster.loseTaskManager();
                    awaitCauses(seen, behaviors);

                    assertThat(ids(seen.listsToTheEnd()).stream().sorted()).isEqualTo(expectedIds(behaviors));
                    written.request("end", "u0", "shop");
                    assertThat(written.awaitAnswer("end", "shop").getRevision())
                            .isEqualTo(IntStream.range(0, behaviors)
                                    .filter(i -> i % 7 == 0)
                                    .count());
                }
            }
        }
    }

    /** Takes the TaskManager away three times while behaviors come, and reads the committed lists until each behavior is named. */
    private List<String> idsAfterThreeFailures(String delivery, boolean unaligned, long seed) throws Exception {
        var failures = new Random(seed)
                .ints(PART, REPLAYED)
                .distinct()
                .limit(3)
                .boxed()
                .toList();
        try (var broker = EmbeddedKafka.start()) {
            createTopics(broker);
            Configuration settings = settings(broker, delivery);
            settings.setString("execution.checkpointing.interval", "300 ms");
            settings.setString("execution.checkpointing.min-pause", "50 ms");
            settings.setString("execution.checkpointing.unaligned.enabled", String.valueOf(unaligned));
            try (var cluster = FragileCluster.start(settings);
                    var written = new KafkaClient(broker.bootstrapServers());
                    var seen = KafkaClient.readCommitted(broker.bootstrapServers())) {
                for (int i = 0; i < REPLAYED; i++) {
                    behave(written, i, i + 1);
                    if (failures.contains(i)) {
                        cluster.loseTaskManager();
                    }
                }
                awaitCauses(seen, REPLAYED);
                return ids(seen.listsToTheEnd());
            }
        }
    }

    /** As a consumer would compute them who knows only the causes: the ids of a run in which nothing fails. */
    private static List<String> expectedIds(int behaviors) {
        return IntStream.range(0, behaviors)
                .boxed()
                .flatMap(i -> Stream.of("shop", "travel")
                        .map(scenario -> String.join("\n", "u" + i % 7, scenario, "BEHAVIOR", "e" + i)))
                .map(cause -> UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .sorted()
                .toList();
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

    private Configuration settings(EmbeddedKafka broker, String delivery) {
        var settings = new Configuration();
        settings.setString("tributary.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.setString("tributary.sink.delivery", delivery);
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
