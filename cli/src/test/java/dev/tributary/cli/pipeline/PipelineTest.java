package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Revision;
import dev.tributary.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each test has users and items of its own; the broker, the cluster and the job are shared. */
class PipelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedTributary tributary;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static KafkaClient kafka;

    @BeforeAll
    static void start() {
        tributary = EmbeddedTributary.start(FreePorts.ANY, settings());
        kafka = new KafkaClient(tributary.bootstrapServers());
        kafka.item("shoes", "shop", "Light trail running shoes for mountain paths");
        kafka.item("vest", "shop", "Running vest with room for water bottles");
        kafka.item("pan", "shop", "Cast iron frying pan for the kitchen");
        kafka.item("knife", "shop", "Chef's knife of Japanese steel");
        kafka.item("alps", "travel", "Trail running week in the Alps with a mountain guide");
        kafka.item("ultra", "travel", "Weekend of mountain running on the Tour du Mont Blanc");
        kafka.item("bologna", "travel", "Cooking course with pasta in Bologna");
        kafka.item("lyon", "travel", "Long weekend of food markets and bistros in Lyon");
        kafka.item("lagoon", "travel", "Quiet bungalow beside a coral lagoon");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 9);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        tributary.close();
    }

    @Test
    void aBehaviorInOneScenarioChangesTheListInAnother() {
        kafka.behavior("cross-1", "runner", "shop", "shoes");
        kafka.behavior("cross-2", "cook", "shop", "pan");

        Recommendation runner = kafka.awaitAnswer("cross-1", "travel");
        Recommendation cook = kafka.awaitAnswer("cross-2", "travel");

        assertThat(first(runner)).isIn("alps", "ultra");
        assertThat(first(cook)).isIn("bologna", "lyon");
        assertThat(runner.getItems().get(0).getReasons())
                .anySatisfy(reason -> assertThat(reason.getText())
                        .isEqualTo("because you bought “Light trail running shoes for mountain paths” in shop"));
    }

    @Test
    void aNewItemBecomesRecommendable() {
        long before = tributary.items();
        kafka.behavior("new-1", "newcomer", "shop", "shoes");
        kafka.item("dolomites", "travel", "Trail running holiday on mountain paths in the Dolomites");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() > before);

        kafka.behavior("new-2", "newcomer", "shop", "vest");

        assertThat(ids(kafka.awaitAnswer("new-2", "travel"))).contains("dolomites");
    }

    @Test
    void aBehaviorThatOvertakesItsItemHasTheItemsText() {
        kafka.behavior("early-1", "hasty", "shop", "tent");
        kafka.item("tent", "shop", "Tent for two that dries in the wind");
        kafka.awaitAnswer("early-1", "shop");

        kafka.request("early-2", "hasty", "shop");

        assertThat(kafka.awaitAnswer("early-2", "shop").getProfileText())
                .isEqualTo("bought Tent for two that dries in the wind (shop)");
    }

    @Test
    void aConsumedItemNeverReturnsWhereForbiddenAndMayWhereAllowed() {
        kafka.behavior("eat-1", "traveler", "travel", "lagoon");
        assertThat(ids(kafka.awaitAnswer("eat-1", "travel")))
                .doesNotContain("lagoon")
                .isNotEmpty();

        // only now: behaviors on two items take two ways through relate, and the later one may be reflected first
        kafka.behavior("eat-2", "traveler", "shop", "knife");
        assertThat(ids(kafka.awaitAnswer("eat-2", "travel")))
                .doesNotContain("lagoon")
                .isNotEmpty();
        assertThat(ids(kafka.awaitAnswer("eat-2", "shop"))).contains("knife");
    }

    @Test
    void aRemovedItemIsNotRecommendedAnyMore() {
        long before = tributary.items();
        kafka.item("closing", "travel", "Trail running camp that closes soon");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() > before);
        long with = tributary.items();
        kafka.send(Topics.ITEMS, "closing", null);
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() < with);

        kafka.request("removed-1", "anybody", "travel");

        assertThat(ids(kafka.awaitAnswer("removed-1", "travel"))).doesNotContain("closing");
    }

    @Test
    void aCloudEventGivesIdAndTimeInHeadersAndItsTraceGoesToTheLists() {
        Instant time = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        kafka.sendCloudEvent(
                Topics.BEHAVIORS,
                "traced",
                Map.of("ce_id", "cloud-1", "ce_time", time.toString(), "traceparent", trace),
                "{\"user_id\":\"traced\",\"scenario\":\"shop\",\"item_id\":\"shoes\",\"action\":\"purchase\"}");

        for (String scenario : List.of("shop", "travel")) {
            Recommendation list = kafka.awaitAnswer("cloud-1", scenario);
            assertThat(list.getOccurredAt()).isEqualTo(time);
            assertThat(kafka.traceOf(list)).isEqualTo(trace);
        }

        kafka.behavior("cloud-2", "traced", "shop", "vest");
        assertThat(kafka.traceOf(kafka.awaitAnswer("cloud-2", "travel")))
                .as("the trace of a behavior ends with its own lists")
                .isNull();
    }

    @Test
    void aListCanBeAskedForAsJson() {
        var printed = new StringWriter();

        int status = Tributary.commandLine()
                .setOut(new PrintWriter(printed, true))
                .execute(
                        "recommend",
                        "--kafka",
                        tributary.bootstrapServers(),
                        "--user",
                        "asking",
                        "--scenario",
                        "travel",
                        "--json");

        assertThat(status).isZero();
        assertThat(printed.toString()).contains("\"asking\"", "\"travel\"", "\"reasons\"");
    }

    @Test
    void aBadRecordBecomesOneDeadLetterWithProvenanceAndItsNeighborsPass() {
        kafka.behavior("bad-1", "neighbor", "shop", "shoes");
        kafka.send(Topics.BEHAVIORS, "neighbor", "{\"event_id\":\"bad-2\",\"user_id\":");
        kafka.behavior("bad-3", "neighbor", "shop", "vest");

        kafka.awaitAnswer("bad-3", "shop");
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.awaitDeadLetters(1);

        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo("source");
            assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("bad-json");
            assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(Topics.BEHAVIORS);
            assertThatCode(() -> Long.parseLong(header(letter, DeadLetterHeaders.OFFSET)))
                    .doesNotThrowAnyException();
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).startsWith("{\"event_id\":\"bad-2\"");
            assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo("neighbor");
        });
    }

    @Test
    void aRequestIsAnsweredWithTheProfileTextEvenForAStranger() {
        kafka.request("ask-1", "stranger", "travel");
        Recommendation stranger = kafka.awaitAnswer("ask-1", "travel");
        assertThat(stranger.getItems()).isNotEmpty();
        assertThat(stranger.getProfileText()).isEmpty();

        kafka.behavior("ask-2", "stranger", "shop", "pan");
        kafka.awaitAnswer("ask-2", "shop");
        kafka.request("ask-3", "stranger", "travel");

        Recommendation known = kafka.awaitAnswer("ask-3", "travel");
        assertThat(known.getProfileText()).isEqualTo("bought Cast iron frying pan for the kitchen (shop)");
        assertThat(known.getRevision()).isEqualTo(1);
    }

    @Test
    void aProfileIsPrintedWithoutNamingAScenario() {
        kafka.behavior("print-1", "printed", "travel", "lyon");
        kafka.awaitAnswer("print-1", "travel");
        var out = new StringWriter();

        int exitCode = Tributary.commandLine()
                .setOut(new PrintWriter(out))
                .execute("profile", "--kafka", tributary.bootstrapServers(), "--user", "printed", "--timeout", "60");

        assertThat(exitCode).isZero();
        assertThat(out)
                .hasToString("printed, 1 behavior%nbought Long weekend of food markets and bistros in Lyon (travel)%n"
                        .formatted());
    }

    @Test
    void anErasedUserLeavesATombstoneAndBeginsAnew() {
        kafka.behavior("erase-1", "leaving", "shop", "pan");
        Recommendation before = kafka.awaitAnswer("erase-1", "shop");

        kafka.send(Topics.ERASURES, "leaving", "{\"user_id\":\"leaving\",\"requested_at\":\"2026-01-01T00:00:00Z\"}");
        kafka.awaitTombstone("leaving");
        kafka.request("erase-2", "leaving", "shop");

        Recommendation after = kafka.awaitAnswer("erase-2", "shop");
        assertThat(after.getRevision()).isZero();
        assertThat(Revision.of(after)).isGreaterThan(Revision.of(before));
        assertThat(after.getProfileText()).isEmpty();
    }

    @Test
    void anAnnouncedItemIsRecommendedOnceItIsPublished() {
        long items = tributary.items();
        Instant published = Instant.now().plus(Duration.ofMinutes(2)).truncatedTo(ChronoUnit.MILLIS);
        kafka.send(
                Topics.ITEMS,
                "announced",
                "{\"item_id\":\"announced\",\"scenario\":\"travel\",\"title\":\"Night train to Lyon\",\"published_at\":\"%s\"}"
                        .formatted(published));
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == items + 1);

        assertThat(itemsAt("announced-1", published.minusMillis(1)))
                .isNotEmpty()
                .doesNotContain("announced");
        assertThat(itemsAt("announced-2", published)).contains("announced");
        kafka.send(Topics.ITEMS, "announced", null);
    }

    private static List<String> itemsAt(String request, Instant moment) {
        kafka.send(
                Topics.REQUESTS,
                request,
                "{\"request_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"travel\",\"requested_at\":\"%s\"}"
                        .formatted(request, request, moment));
        return kafka.awaitAnswer(request, "travel").getItems().stream()
                .map(RecommendedItem::getItemId)
                .toList();
    }

    @Test
    void aDuplicateIsReflectedOnce() {
        long duplicates = tributary.duplicates();
        kafka.behavior("twice-1", "repeater", "shop", "shoes");
        kafka.behavior("twice-1", "repeater", "shop", "shoes");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.duplicates() == duplicates + 1);

        kafka.request("twice-2", "repeater", "shop");

        assertThat(kafka.awaitAnswer("twice-2", "shop").getRevision()).isEqualTo(1);
    }

    @Test
    void theEncodedProfileTextRefreshesTheListByItself() {
        for (int i = 0; i < 5; i++) {
            kafka.behavior("text-" + i, "reader", "shop", i % 2 == 0 ? "shoes" : "vest");
        }

        Recommendation refreshed = kafka.awaitList(list ->
                list.getUserId().equals("reader") && list.getTrigger() == dev.tributary.schemas.Trigger.PROFILE_TEXT);

        assertThat(refreshed.getRevision()).isEqualTo(5);
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        scenario("shop", "Equipment for running and cooking", "true"),
                        scenario("travel", "Trips, courses and places to stay", "false")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "5");
        // a busy machine must not let a behavior go on without the item that comes just after it
        settings.setString("tributary.relate.item-wait", "60 s");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }

    private static Map<String, String> scenario(String id, String description, String repeats) {
        return new HashMap<>(Map.of("id", id, "description", description, "repeats", repeats));
    }

    private static String first(Recommendation list) {
        return list.getItems().get(0).getItemId();
    }

    private static List<String> ids(Recommendation list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
