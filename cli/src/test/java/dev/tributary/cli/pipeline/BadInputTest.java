package dev.tributary.cli.pipeline;

import static dev.tributary.cli.pipeline.BadRecord.PERSONAL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What nobody should send, sent to the running job. There is no restart strategy: a record that breaks an operator ends the job. */
class BadInputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static LogCapture log;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedTributary tributary;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static KafkaClient kafka;

    @BeforeAll
    static void start() throws Exception {
        log = new LogCapture();
        tributary = EmbeddedTributary.start(FreePorts.ANY, settings());
        letInWhatKafkaRefuses();
        kafka = new KafkaClient(tributary.bootstrapServers());
        kafka.item("shoes", "shop", "Light trail running shoes");
        kafka.item("alps", "travel", "Trail running week in the Alps");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 2);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        tributary.close();
        log.close();
    }

    @Test
    void everyBadRecordBecomesOneDeadLetterWithItsOriginAndReasonAndItsNeighborsPass() {
        List<BadRecord> corpus = BadRecord.corpus();
        long items = tributary.items();
        var origins = new HashMap<String, BadRecord>();
        for (int i = 0; i < corpus.size(); i++) {
            BadRecord bad = corpus.get(i);
            kafka.send(bad.topic(), bad.key(), neighbor(bad.topic(), i));
            origins.put(origin(kafka.send(bad.topic(), bad.key(), bad.value())), bad);
            kafka.send(bad.topic(), bad.key(), neighbor(bad.topic(), corpus.size() + i));
        }

        Awaitility.await().atMost(PATIENCE).until(() -> lettersFor(origins).size() >= origins.size());
        for (int i = 0; i < corpus.size(); i++) {
            awaitNeighbor(corpus.get(i).topic(), i);
            awaitNeighbor(corpus.get(i).topic(), corpus.size() + i);
        }
        long added = 2
                * corpus.stream()
                        .filter(bad -> bad.topic().equals(Topics.ITEMS))
                        .count();
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == items + added);

        kafka.listsToTheEnd(); // all that was read before the last neighbors, letters too
        List<ConsumerRecord<byte[], byte[]>> found = lettersFor(origins);
        assertThat(found)
                .extracting(BadInputTest::origin)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(origins.keySet());
        assertThat(found).allSatisfy(letter -> {
            BadRecord bad = Objects.requireNonNull(origins.get(origin(letter)));
            assertThat(header(letter, DeadLetterHeaders.REASON)).as(bad.name()).isEqualTo(bad.reason());
            assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("source");
            assertHolds(letter.value(), bad.value(), letter);
        });
        assertThat(tributary.status()).isEqualTo(JobStatus.RUNNING);
    }

    /** A good record of the topic. */
    private static byte[] neighbor(String topic, int number) {
        String json = switch (topic) {
            case Topics.BEHAVIORS ->
                behavior("neighbor-" + number, "neighbor", "shoes", "\"2026-01-01T00:00:00Z\"", "");
            case Topics.ITEMS ->
                "{\"item_id\":\"neighbor-%d\",\"scenario\":\"garden\",\"title\":\"Rake %d\"}".formatted(number, number);
            case Topics.REQUESTS ->
                "{\"request_id\":\"neighbor-%d\",\"user_id\":\"neighbor\",\"scenario\":\"shop\"}".formatted(number);
            default -> "{\"user_id\":\"neighbor-%d\",\"requested_at\":1}".formatted(number);
        };
        return json.getBytes(UTF_8);
    }

    private static void awaitNeighbor(String topic, int number) {
        switch (topic) {
            case Topics.BEHAVIORS, Topics.REQUESTS -> kafka.awaitAnswer("neighbor-" + number, "shop");
            case Topics.ERASURES -> kafka.awaitTombstone("neighbor-" + number);
            default -> {} // items are counted
        }
    }

    /** The bytes as they came or, where they are too many for Kafka, their beginning and how many they were. */
    private static void assertHolds(
            byte @Nullable [] kept, byte @Nullable [] sent, ConsumerRecord<byte[], byte[]> letter) {
        if (sent == null || sent.length <= 512 << 10) {
            assertThat(kept).isEqualTo(sent);
        } else {
            assertThat(kept).isEqualTo(Arrays.copyOf(sent, 512 << 10));
            assertThat(header(letter, DeadLetterHeaders.WHOLE_SIZE)).isEqualTo(String.valueOf(sent.length));
        }
    }

    @Test
    void longTextsAreCutSoThatListsStayShort() {
        long before = tributary.items();
        String long900k = PERSONAL + "x".repeat(900_000);
        for (int i = 0; i < 5; i++) {
            kafka.item("long-" + i, "travel", "Trail running " + long900k);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == before + 5);
        kafka.send(
                Topics.BEHAVIORS,
                "talker",
                behavior("long-words", "talker", "shoes", "\"2026-01-01T00:00:00Z\"", long900k));
        kafka.awaitAnswer("long-words", "travel");
        kafka.request("long-ask", "talker", "travel");

        Recommendation answer = kafka.awaitAnswer("long-ask", "travel");

        assertThat(answer.getItems())
                .anySatisfy(item -> assertThat(item.getItemId()).startsWith("long-"))
                .allSatisfy(item -> assertThat(item.getTitle()).hasSizeLessThanOrEqualTo(500));
        assertThat(answer.getProfileText()).hasSizeLessThan(1_000);
    }

    /** As long as a list can be: a hundred items, whose reasons are past ones with ids, titles, words and an action as long as they may be. */
    @Test
    void aListOfAHundredItemsWithTheLongestTitlesWordsAndActionsIsWhole() {
        long before = tributary.items();
        List<String> gallery = IntStream.range(0, 100)
                .mapToObj(i -> "図".repeat(253) + (100 + i))
                .toList();
        String words = "絵".repeat(500);
        gallery.forEach(item -> kafka.item(item, "gallery", item + words));
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == before + 100);
        for (String user : List.of("first visitor", "second visitor", "third visitor")) {
            for (String item : gallery) {
                String event = user + gallery.indexOf(item);
                String visit = behavior(event, user, item, "1700000000000", words);
                kafka.send(Topics.BEHAVIORS, user, visit.replace("\"view\"", "\"" + "看".repeat(256) + "\""));
            }
        }
        kafka.awaitList(list -> list.getUserId().equals("third visitor") && list.getRevision() == 100);
        kafka.send(
                Topics.REQUESTS,
                "third visitor",
                "{\"request_id\":\"gallery\",\"user_id\":\"third visitor\",\"scenario\":\"gallery\",\"limit\":100,\"include_profile\":true}");

        Recommendation list = kafka.awaitAnswer("gallery", "gallery");

        assertThat(list.getDegraded()).isNull();
        assertThat(list.getItems()).hasSize(100).allSatisfy(item -> {
            assertThat(item.getTitle()).hasSize(500);
            assertThat(item.getReasons())
                    .anySatisfy(reason -> assertThat(reason.getItemId()).hasSize(256));
        });
        assertThat(tributary.status()).isEqualTo(JobStatus.RUNNING);
    }

    /** Of one scenario, all of them: an item whose scores sink with time, one that is visited from afar, one that is published afar. */
    @Test
    void anEventFromTheFarFutureOrPastCountsAtItsArrivalAndAgesNobody() {
        Instant moment = Instant.now().plusSeconds(60);
        Instant visited = moment.minus(Duration.ofDays(10));
        long items = tributary.items();
        kafka.item("aged", "travel", "Winter week in the Alps");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == items + 1);
        kafka.send(Topics.BEHAVIORS, "steady", behavior("aged-0", "steady", "aged", "\"" + visited + "\"", ""));
        kafka.awaitAnswer("aged-0", "travel");
        double before = score("aged-before", moment);
        assertThat(score("aged-earlier", visited)).as("it sinks with time").isGreaterThan(before);

        long sent = System.currentTimeMillis();
        List<String> absurd =
                List.of("\"9999-12-31T23:59:59Z\"", "253402300799000", "-62135596800000", "-1", "9223372036854775807");
        for (int i = 0; i < absurd.size(); i++) {
            kafka.send(Topics.BEHAVIORS, "traveler", behavior("absurd-" + i, "traveler", "alps", absurd.get(i), ""));
            kafka.send(
                    Topics.ITEMS,
                    "afar-" + i,
                    "{\"item_id\":\"afar-%d\",\"scenario\":\"travel\",\"title\":\"Afar %d\",\"published_at\":%s}"
                            .formatted(i, i, absurd.get(i)));
        }

        for (int i = 0; i < absurd.size(); i++) {
            assertThat(kafka.awaitAnswer("absurd-" + i, "travel").getOccurredAt())
                    .isBetween(Instant.ofEpochMilli(sent), Instant.now());
        }
        // the last one is a date that no calendar knows: that item is refused
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == items + absurd.size());
        assertThat(score("aged-after", moment)).isEqualTo(before);
    }

    /** Kafka takes it where a topic allows that, and by default up to an hour ahead. */
    @Test
    void aRecordWhoseOwnTimeIsFarAheadIsNotFurtherAheadThanEventsMayBe() {
        Instant ahead = Instant.parse("2999-01-01T00:00:00Z");
        String json = behavior("ahead", "hasty", "shoes", "\"" + ahead + "\"", "");
        kafka.send(new ProducerRecord<>(Topics.BEHAVIORS, null, ahead.toEpochMilli(), null, json.getBytes(UTF_8)));

        assertThat(kafka.awaitAnswer("ahead", "travel").getOccurredAt())
                .isBefore(Instant.now().plus(Duration.ofMinutes(10)));
    }

    private static double score(String request, Instant moment) {
        kafka.send(
                Topics.REQUESTS,
                "onlooker",
                "{\"request_id\":\"%s\",\"user_id\":\"onlooker\",\"scenario\":\"travel\",\"candidates\":[\"aged\"],\"requested_at\":\"%s\"}"
                        .formatted(request, moment));
        return kafka.awaitAnswer(request, "travel").getItems().get(0).getScore();
    }

    @Test
    void aRecordWithoutAKeyIsTaken() {
        kafka.send(
                Topics.BEHAVIORS,
                null,
                behavior("no-key", "keyless", "shoes", "1700000000000", "").getBytes(UTF_8));

        assertThat(kafka.awaitAnswer("no-key", "shop").getUserId()).isEqualTo("keyless");
    }

    @Test
    void nothingPersonalIsLoggedOrNamesAMetric() {
        kafka.send(
                Topics.BEHAVIORS,
                PERSONAL,
                behavior(PERSONAL + "-event", PERSONAL + "-user", "shoes", "1700000000000", PERSONAL + "-words"));
        kafka.send(Topics.BEHAVIORS, PERSONAL, "{\"event_id\":" + PERSONAL);
        kafka.send(Topics.BEHAVIORS, PERSONAL, behavior(PERSONAL, PERSONAL, PERSONAL, "\"" + PERSONAL + "\"", ""));
        kafka.awaitAnswer(PERSONAL + "-event", "shop");
        kafka.awaitDeadLetters(2);

        assertThat(log.lines())
                .as("a log of the whole run")
                .anyMatch(line -> line.contains("switched from INITIALIZING to RUNNING"))
                .noneMatch(line -> line.contains(PERSONAL));
        assertThat(MetricLabels.seen())
                .anyMatch(label -> label.contains("bad-json"))
                .noneMatch(label -> label.contains(PERSONAL));
    }

    private static List<ConsumerRecord<byte[], byte[]>> lettersFor(Map<String, BadRecord> origins) {
        return kafka.awaitDeadLetters(1).stream()
                .filter(letter -> origins.containsKey(origin(letter)))
                .toList();
    }

    private static String origin(RecordMetadata sent) {
        return sent.topic() + sent.partition() + "@" + sent.offset();
    }

    private static String origin(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetterHeaders.TOPIC)
                + header(letter, DeadLetterHeaders.PARTITION)
                + "@"
                + header(letter, DeadLetterHeaders.OFFSET);
    }

    private static String behavior(String event, String user, String item, String at, String text) {
        return "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"shop\",\"item_id\":\"%s\",\"action\":\"view\",\"text\":\"%s\",\"occurred_at\":%s}"
                .formatted(event, user, item, text, at);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Stream.ofNullable(letter.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8))
                .findFirst()
                .orElse("none");
    }

    /** Ten megabytes, items without a key, and times that a producer made up. */
    private static void letInWhatKafkaRefuses() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", tributary.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.BEHAVIORS),
                            List.of(
                                    set("max.message.bytes", String.valueOf(16 << 20)),
                                    set("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE))),
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.ITEMS),
                            List.of(set("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips and places to stay", "repeats", "true"),
                        Map.of("id", "gallery", "description", "Pictures to look at", "repeats", "true"),
                        Map.of("id", "garden", "description", "What neighbors need", "repeats", "true")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.rank.timeout", "60 s");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        MetricLabels.report(settings);
        return settings;
    }
}
