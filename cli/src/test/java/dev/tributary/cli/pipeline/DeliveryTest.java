package dev.tributary.cli.pipeline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a failure does to the lists. Where a test wants a failure at a certain point, no checkpoint is taken but those that it asks for.
 *
 * <p>Each user buys one item, again and again: so the behaviors of a user keep their order on their way, and of each list not only the id but
 * also what it reflects is known beforehand. What else is in a list of a behavior depends on the moment: what other users have done reaches the
 * items by another way than the query, so items may differ and change places. In the answers after the last behavior nothing may.
 */
class DeliveryTest {
    private static final int PART = 40;
    private static final int USERS = 7;
    private static final int LIST_LENGTH = 3;
    private static final List<String> SCENARIOS = List.of("shop", "travel");
    /** Where a second job writes its lists, beside the first one's. */
    private static final String WITHOUT_FAILURE = "tributary.recommendations.without-failure";
    /** Padding of a batch and the order of additions change the last bits of a vector. */
    private static final double SCORE_TOLERANCE = 1e-3;

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
                sendItems(written, USERS);
                awaitItems(written);
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
                assertThat(told(seen.listsToTheEnd())).hasSize(2 * PART);
                cluster.checkpoint();
                awaitCauses(seen, 3 * PART);

                cluster.awaitRestart();
                assertThat(told(seen.listsToTheEnd())).isEqualTo(expected(3 * PART));
                assertThat(seen.lists())
                        .filteredOn(list -> list.getTrigger() == Trigger.BEHAVIOR)
                        .allMatch(list -> !list.getItems().isEmpty());
                // what was written and not yet committed when the TaskManager went was written again, under the same
                // ids
                assertThat(told(written.listsToTheEnd())).hasSizeGreaterThanOrEqualTo(2 * 4 * PART);
                assertThat(told(written.listsToTheEnd()).stream().distinct()).hasSize(2 * 3 * PART);
            }
        }
    }

    @Test
    void exactlyOnceThreeLostTaskManagersLeaveTheListsOfARunWithoutFailureAlsoWithUnalignedCheckpoints()
            throws Exception {
        threeFailures("EXACTLY_ONCE", true, 11, told -> assertThat(told).doesNotHaveDuplicates());
    }

    @Test
    void atLeastOnceThreeLostTaskManagersLoseNothingAndWhatComesTwiceHasTheSameId() throws Exception {
        threeFailures("AT_LEAST_ONCE", false, 12, told -> assertThat(told).hasSizeGreaterThan(2 * REPLAYED));
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
                    sendItems(written, USERS);
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
                    assertThat(told(seen.listsToTheEnd())).isEqualTo(expected(2 * PART));
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
                settings.setString("execution.state-recovery.path", jobThatKnows(2_000, settings, written));
                behave(written, 0, behaviors);
                try (var cluster = FragileCluster.start(settings)) {
                    cluster.awaitCheckpointOfRecordsUnderWay();
                    cluster.loseTaskManager();
                    cluster.awaitCheckpointOfRecordsUnderWay();
                    cluster.awaitRestart();
                    cluster.loseTaskManager();
                    awaitCauses(seen, behaviors);
                    cluster.awaitRestart();

                    assertThat(told(seen.listsToTheEnd())).isEqualTo(expected(behaviors));
                    assertThat(answers(written, seen, Instant.now()))
                            .allSatisfy(answer -> assertThat(answer.getRevision())
                                    .isEqualTo(expectedVisits(behaviors)
                                            .get(answer.getUserId().replace('u', 'i'))));
                    assertThat(CountedVisits.in(cluster.stop(folder))).isEqualTo(expectedVisits(behaviors));
                }
            }
        }
    }

    /**
     * Lets a job read items: many to search, few texts to encode. Those that are visited are there before the first behavior, for of visits that
     * overtake their item only the latest count.
     *
     * @return the savepoint it leaves
     */
    private String jobThatKnows(int items, Configuration settings, KafkaClient kafka) throws Exception {
        sendItems(kafka, items);
        try (var cluster = FragileCluster.start(settings)) {
            awaitItems(kafka);
            return cluster.stop(folder);
        }
    }

    /** What a job made of the topics. What came twice is there once in {@code lists}. */
    private record Outcome(List<String> lists, List<Recommendation> answers, Map<String, Long> visits) {}

    /**
     * Takes the TaskManager away three times while behaviors come, then lets a second job read the same topics undisturbed, and compares. The
     * second knows the items beforehand, as the first does: it reads all behaviors at once, and they would overtake the items.
     *
     * @param repeats what must hold of all lists of the first job, as {@link #told} tells them
     */
    private void threeFailures(String delivery, boolean unaligned, long seed, Consumer<List<String>> repeats)
            throws Exception {
        try (var broker = EmbeddedKafka.start()) {
            createTopics(broker);
            Configuration settings = settings(broker, delivery);
            settings.setString("execution.checkpointing.interval", "300 ms");
            settings.setString("execution.checkpointing.min-pause", "50 ms");
            settings.setString("execution.checkpointing.unaligned.enabled", String.valueOf(unaligned));
            Configuration undisturbed = new Configuration(settings);
            undisturbed.setString("tributary.kafka.topics.recommendations", WITHOUT_FAILURE);
            undisturbed.setString("tributary.kafka.group-id", "without-failure");
            undisturbed.setString("tributary.sink.transactional-id-prefix", "without-failure");
            try (var users = KafkaClient.readUncommitted(broker.bootstrapServers(), WITHOUT_FAILURE)) {
                undisturbed.setString("execution.state-recovery.path", jobThatKnows(USERS, undisturbed, users));
            }
            Instant end;
            Outcome failed;
            try (var cluster = FragileCluster.start(settings);
                    var users = new KafkaClient(broker.bootstrapServers());
                    var seen = KafkaClient.readCommitted(broker.bootstrapServers())) {
                awaitItems(users);
                actWhileTaskManagersAreLost(cluster, users, seen, new Random(seed));
                awaitCauses(seen, REPLAYED);
                repeats.accept(told(seen.listsToTheEnd()));
                end = Instant.now();
                failed = outcome(cluster, users, seen, end);
            }
            try (var cluster = FragileCluster.start(undisturbed);
                    var users = new KafkaClient(broker.bootstrapServers());
                    var seen = KafkaClient.readCommitted(broker.bootstrapServers(), WITHOUT_FAILURE)) {
                awaitCauses(seen, REPLAYED);
                assertSame(failed, outcome(cluster, users, seen, end));
            }
        }
    }

    /** Loses one in each third of the behaviors, while lists of some of them are not yet checkpointed. */
    private static void actWhileTaskManagersAreLost(
            FragileCluster cluster, KafkaClient users, KafkaClient seen, Random random) throws Exception {
        int third = REPLAYED / 3;
        Set<Integer> losses = IntStream.range(0, 3)
                .mapToObj(i -> i * third + PART + random.nextInt(third - PART))
                .collect(Collectors.toSet());
        for (int i = 0; i < REPLAYED; i++) {
            behave(users, i, i + 1);
            if (losses.contains(i + PART)) {
                awaitRecovery(cluster, seen, i);
            }
            if (losses.contains(i)) {
                cluster.loseTaskManager();
            }
        }
        awaitRecovery(cluster, seen, REPLAYED - 1);
    }

    /** Whatever was lost before, the job then runs again, has taken a checkpoint and has committed the list of this behavior. */
    private static void awaitRecovery(FragileCluster cluster, KafkaClient seen, int behavior) {
        cluster.awaitRestart();
        cluster.awaitCheckpoint();
        seen.awaitAnswer("e" + behavior, "shop");
    }

    /** Asks for every list once more, as of a moment, and stops the job. */
    private Outcome outcome(FragileCluster cluster, KafkaClient users, KafkaClient seen, Instant moment)
            throws Exception {
        List<String> lists = told(seen.listsToTheEnd()).stream().distinct().toList();
        List<Recommendation> answers = settledAnswers(users, seen, moment);
        return new Outcome(lists, answers, CountedVisits.in(cluster.stop(folder)));
    }

    /** Visits reach the items by another way than queries, so a list may be there before the visit that caused it. */
    private static List<Recommendation> settledAnswers(KafkaClient users, KafkaClient seen, Instant moment)
            throws InterruptedException {
        List<Recommendation> before;
        List<Recommendation> now = answers(users, seen, moment);
        do {
            Thread.sleep(500);
            before = now;
            now = answers(users, seen, moment);
        } while (!allScores(now).equals(allScores(before)));
        return now;
    }

    private static List<Map<String, Double>> allScores(List<Recommendation> answers) {
        return answers.stream().map(DeliveryTest::scores).toList();
    }

    /** With all items of a scenario, so that two of nearly the same score do not change places with one that is left out. */
    private static List<Recommendation> answers(KafkaClient users, KafkaClient seen, Instant moment) {
        String asked = "end-" + System.nanoTime();
        for (int user = 0; user < USERS; user++) {
            for (String scenario : SCENARIOS) {
                users.send(
                        Topics.REQUESTS,
                        "u" + user,
                        "{\"request_id\":\"%s\",\"user_id\":\"u%d\",\"scenario\":\"%s\",\"include_profile\":true,\"limit\":%d,\"requested_at\":\"%s\"}"
                                .formatted(asked + user, user, scenario, USERS, moment));
            }
        }
        return IntStream.range(0, USERS)
                .boxed()
                .flatMap(user -> SCENARIOS.stream().map(scenario -> seen.awaitAnswer(asked + user, scenario)))
                .toList();
    }

    private static void assertSame(Outcome failed, Outcome whole) {
        assertThat(failed.lists()).isEqualTo(whole.lists()).isEqualTo(expected(REPLAYED));
        for (int i = 0; i < whole.answers().size(); i++) {
            Recommendation wanted = whole.answers().get(i);
            Recommendation answer = failed.answers().get(i);
            assertThat(answer.getRevision()).isEqualTo(wanted.getRevision()).isPositive();
            assertThat(answer.getProfileText())
                    .isEqualTo(wanted.getProfileText())
                    .isNotEmpty();
            Map<String, Double> scores = scores(wanted);
            assertThat(scores(answer)).containsOnlyKeys(scores.keySet()).isNotEmpty();
            assertThat(scores(answer))
                    .allSatisfy((item, score) -> assertThat(score)
                            .as("%s for %s in %s", item, answer.getUserId(), answer.getScenario())
                            .isCloseTo(scores.getOrDefault(item, Double.NaN), within(SCORE_TOLERANCE)));
        }
        assertThat(failed.visits()).isEqualTo(whole.visits()).isEqualTo(expectedVisits(REPLAYED));
    }

    private static Map<String, Double> scores(Recommendation list) {
        return list.getItems().stream().collect(toMap(RecommendedItem::getItemId, RecommendedItem::getScore));
    }

    /** @return of each list of a behavior what no failure may change, sorted */
    private static List<String> told(List<Recommendation> lists) {
        return lists.stream()
                .filter(list -> list.getTrigger() == Trigger.BEHAVIOR)
                .map(list -> told(
                        list.getRecommendationId(),
                        list.getUserId(),
                        list.getScenario(),
                        list.getCausedBy(),
                        list.getRevision()))
                .sorted()
                .toList();
    }

    private static String told(String id, String user, String scenario, @Nullable String cause, long revision) {
        return "%s: %s, %s, %s, revision %d".formatted(id, user, scenario, cause, revision);
    }

    /** As a consumer would compute them who knows only the causes, twice as many as behaviors. */
    private static List<String> expected(int behaviors) {
        return IntStream.range(0, behaviors)
                .boxed()
                .flatMap(i -> SCENARIOS.stream().map(scenario -> {
                    String cause = String.join("\n", "u" + i % USERS, scenario, "BEHAVIOR", "e" + i);
                    String id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8))
                            .toString();
                    return told(id, "u" + i % USERS, scenario, "e" + i, i / USERS + 1);
                }))
                .sorted()
                .toList();
    }

    private static Map<String, Long> expectedVisits(int behaviors) {
        return IntStream.range(0, behaviors).boxed().collect(groupingBy(i -> "i" + i % USERS, counting()));
    }

    /** Waits until every item that is visited can be recommended. */
    private static void awaitItems(KafkaClient kafka) {
        String visited =
                IntStream.range(0, USERS).mapToObj(i -> "\"i" + i + "\"").collect(Collectors.joining(","));
        Awaitility.await().atMost(KafkaClient.PATIENCE).until(() -> {
            int known = 0;
            for (String scenario : SCENARIOS) {
                String asked = "items-" + System.nanoTime();
                kafka.send(
                        Topics.REQUESTS,
                        "stranger",
                        "{\"request_id\":\"%s\",\"user_id\":\"stranger\",\"scenario\":\"%s\",\"candidates\":[%s],\"limit\":%d}"
                                .formatted(asked, scenario, visited, USERS));
                known += kafka.awaitAnswer(asked, scenario).getItems().size();
            }
            return known == USERS;
        });
    }

    private static void sendItems(KafkaClient kafka, int count) {
        for (int i = 0; i < count; i++) {
            kafka.item("i" + i, SCENARIOS.get(i % 2), "Item of kind " + i % 7);
        }
    }

    private static void behave(KafkaClient kafka, int from, int to) {
        for (int i = from; i < to; i++) {
            kafka.behavior("e" + i, "u" + i % USERS, SCENARIOS.get(i % 2), "i" + i % USERS);
        }
    }

    /** Waits until a list in each of the two scenarios names each of the first behaviors. */
    private static void awaitCauses(KafkaClient kafka, int behaviors) {
        Awaitility.await()
                .atMost(KafkaClient.PATIENCE)
                .until(() -> causes(kafka.lists()).distinct().count() == 2L * behaviors);
    }

    private static Stream<String> causes(List<Recommendation> lists) {
        return lists.stream()
                .filter(list -> list.getTrigger() == Trigger.BEHAVIOR)
                .map(list -> list.getCausedBy() + " " + list.getScenario());
    }

    private static void createTopics(EmbeddedKafka broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicCreation(2, (short) 1).run(admin);
            admin.createTopics(List.of(new NewTopic(WITHOUT_FAILURE, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    private Configuration settings(EmbeddedKafka broker, String delivery) {
        var settings = new Configuration();
        String length = String.valueOf(LIST_LENGTH);
        settings.setString("tributary.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.setString("tributary.sink.delivery", delivery);
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "0");
        settings.setString("tributary.relate.item-wait", "60 s");
        settings.setString("tributary.rank.timeout", "60 s");
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Equipment", "repeats", "true", "list-length", length),
                        Map.of("id", "travel", "description", "Trips and places to stay", "list-length", length)));
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
