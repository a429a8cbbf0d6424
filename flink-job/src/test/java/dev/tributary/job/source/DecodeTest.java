package dev.tributary.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.Scenario;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTest {
    private static final long RECORDED_AT = 1_700_000_000_000L;
    private static final SourceConfig CONFIG = new SourceConfig(1_000, 40, 20, 100, 3, Duration.ofMinutes(10), "", 4);
    private static final Map<String, Scenario> SCENARIOS =
            Map.of("food", new Scenario("food", "Food and drink", "en", false, 10));

    private final List<Object> admitted = new ArrayList<>();
    private final List<DeadLetter> refused = new ArrayList<>();
    private Map<String, String> headers = Map.of();
    private long timestamp = RECORDED_AT;

    @Test
    void admitsAJsonLine() throws Exception {
        decodeBehaviors(behavior("e1", "food", "2023-11-14T22:00:00Z"));

        assertThat(admitted)
                .containsExactly(
                        new BehaviorEvent("e1", "u1", "food", "i1", "view", "", 1_699_999_200_000L, RECORDED_AT, null));
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json at all | unknown-format",
                "{\"event_id\": | bad-json",
                "{\"event_id\":\"e1\"} | missing-field"
            })
    void anUnreadableRecordBecomesOneDeadLetterWithItsReason(String text, String reason) throws Exception {
        decodeBehaviors(text);

        assertThat(admitted).isEmpty();
        assertThat(refused).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(letter.stage()).isEqualTo("source");
            assertThat(letter.record().offset()).isEqualTo(7);
        });
    }

    @Test
    void refusesAnUnknownScenario() throws Exception {
        decodeBehaviors(behavior("e1", "cellar", "2023-11-14T22:00:00Z"));

        assertThat(refused).extracting(DeadLetter::reason).containsExactly("unknown-scenario");
    }

    @Test
    void refusesIdsThatCannotBeKeys() throws Exception {
        decodeBehaviors(behavior(" ", "food", "2023-11-14T22:00:00Z"));
        decodeBehaviors(behavior("e".repeat(41), "food", "2023-11-14T22:00:00Z"));
        decodeBehaviors(behavior("e\\u0007", "food", "2023-11-14T22:00:00Z"));

        assertThat(refused)
                .extracting(DeadLetter::reason)
                .containsExactly("empty-id", "id-too-long", "control-character");
    }

    @Test
    void cutsLongWordsButNeverWithinACharacter() throws Exception {
        decodeBehaviors(behavior("e1", "food", "2023-11-14T22:00:00Z")
                .replace("\"action\"", "\"text\":\"" + "x".repeat(19) + "\ud83d\ude00\",\"action\""));

        assertThat(admitted)
                .singleElement()
                .extracting(event -> ((BehaviorEvent) event).text())
                .isEqualTo("x".repeat(19));
    }

    @ParameterizedTest
    @CsvSource({"9999-12-31T00:00:00Z", "1901-01-01T00:00:00Z", "2023-11-15T00:00:00Z"})
    void anAbsurdTimeBecomesTheRecordsOwn(String claimed) throws Exception {
        decodeBehaviors(behavior("e1", "food", claimed));

        assertThat(admitted)
                .singleElement()
                .extracting(event -> ((BehaviorEvent) event).occurredAt())
                .isEqualTo(RECORDED_AT);
    }

    @ParameterizedTest
    @CsvSource({"9999-12-31T00:00:00Z, 4102444800000", "2099-12-31T00:00:00Z, 4102444800000"})
    void aRecordsOwnTimeFromTheFarFutureIsAbsurdToo(String claimed, long recordedAt) throws Exception {
        timestamp = recordedAt;
        long before = System.currentTimeMillis();
        decodeBehaviors(behavior("e1", "food", claimed));

        assertThat(admitted)
                .singleElement()
                .extracting(event -> Duration.ofMillis(((BehaviorEvent) event).occurredAt() - before))
                .satisfies(ahead -> assertThat(ahead).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11)));
    }

    @Test
    void takesIdAndTimeOfACloudEventWhereTheRecordHasNone() throws Exception {
        headers = Map.of("ce_id", "c1", "ce_time", "2023-11-14T23:00:00+01:00");
        decodeBehaviors("{\"user_id\":\"u1\",\"scenario\":\"food\",\"item_id\":\"i1\",\"action\":\"view\"}");
        decodeBehaviors(behavior("e1", "food", "2023-11-14T22:00:01Z"));

        assertThat(admitted)
                .containsExactly(
                        new BehaviorEvent("c1", "u1", "food", "i1", "view", "", 1_699_999_200_000L, RECORDED_AT, null),
                        new BehaviorEvent("e1", "u1", "food", "i1", "view", "", 1_699_999_201_000L, RECORDED_AT, null));
    }

    @Test
    void aCloudEventWithAWrongTimeIsRefusedLikeAWrongField() throws Exception {
        headers = Map.of("ce_id", "c1", "ce_time", "yesterday");
        decodeBehaviors("{\"user_id\":\"u1\",\"scenario\":\"food\",\"item_id\":\"i1\",\"action\":\"view\"}");

        assertThat(refused).extracting(DeadLetter::reason).containsExactly("wrong-type");
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
        "a trace of something, false"
    })
    void carriesATraceIfItIsOne(String traceparent, boolean carried) throws Exception {
        headers = Map.of("traceparent", traceparent);
        decodeBehaviors(behavior("e1", "food", "2023-11-14T22:00:00Z"));

        assertThat(admitted)
                .singleElement()
                .extracting(event -> ((BehaviorEvent) event).trace())
                .isEqualTo(carried ? traceparent : null);
    }

    @Test
    void readsRegistryFramingWithIdsOfTheLengthThatIsSet() throws Exception {
        Item item = Item.newBuilder()
                .setItemId("i1")
                .setScenario("food")
                .setTitle("Pear")
                .build();
        byte[] single = WireWriter.of(Item.class, WireFormat.AVRO).write(item);
        byte[] framed = ByteBuffer.allocate(9 + single.length - 10)
                .put(9, single, 10, single.length - 10)
                .array();
        var config = new SourceConfig(1_000, 40, 20, 100, 3, Duration.ofMinutes(10), "", 8);

        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(Decode.items(config, SCENARIOS))) {
            harness.processElement(new StreamRecord<>(raw("i1".getBytes(StandardCharsets.UTF_8), framed)));

            assertThat(harness.extractOutputValues())
                    .extracting(ItemEvent::title)
                    .containsExactly("Pear");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\"1942-11-26T00:00:00Z\", 1942-11-26T00:00:00Z",
        "\"2024-11-14T00:00:00Z\", 2024-11-14T00:00:00Z",
        "-62135596800000, 0001-01-01T00:00:00Z",
        "253402300799999, 9999-12-31T23:59:59.999Z"
    })
    void theDateOfAnItemStaysAsFarAsACalendarGoes(String claimed, Instant kept) throws Exception {
        ItemEvent item = decodeItem(",\"published_at\":" + claimed);

        assertThat(item.publishedAt()).isEqualTo(kept.toEpochMilli());
        assertThat(item.availableAt()).isEqualTo(kept.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(longs = {1_700_000_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE})
    void aDateThatNoCalendarKnowsIsRefused(long claimed) throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(Decode.items(CONFIG, SCENARIOS))) {
            harness.processElement(new StreamRecord<>(raw(
                    "i1",
                    "{\"item_id\":\"i1\",\"scenario\":\"food\",\"title\":\"Tea\",\"published_at\":" + claimed + "}")));

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(Decode.DEAD_LETTERS))
                    .singleElement()
                    .extracting(letter -> letter.getValue().reason())
                    .isEqualTo("wrong-value");
        }
    }

    @Test
    void anItemWithoutADateIsAsOldAsItsRecordAndMayAlwaysBeShown() throws Exception {
        ItemEvent item = decodeItem("");

        assertThat(item.publishedAt()).isEqualTo(RECORDED_AT);
        assertThat(item.availableAt()).isZero();
    }

    private ItemEvent decodeItem(String more) throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(Decode.items(CONFIG, SCENARIOS))) {
            harness.processElement(new StreamRecord<>(
                    raw("i1", "{\"item_id\":\"i1\",\"scenario\":\"food\",\"title\":\"Tea\"" + more + "}")));
            return harness.extractOutputValues().get(0);
        }
    }

    @Test
    void aTombstoneRemovesTheItemOfItsKey() throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(Decode.items(CONFIG, SCENARIOS))) {
            harness.processElement(new StreamRecord<>(raw("i1", null)));
            assertThat(harness.extractOutputValues()).singleElement().satisfies(item -> {
                assertThat(item.itemId()).isEqualTo("i1");
                assertThat(item.removed()).isTrue();
            });
        }
    }

    @Test
    void aTombstoneWhoseKeyIsNoIdIsRefused() throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(Decode.items(CONFIG, SCENARIOS))) {
            harness.processElement(new StreamRecord<>(raw((byte[]) null, null)));
            harness.processElement(new StreamRecord<>(raw(new byte[] {'i', (byte) 0xC3}, null)));

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(Decode.DEAD_LETTERS))
                    .extracting(letter -> letter.getValue().reason())
                    .containsExactly("empty-id", "bad-utf8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\",\"b\",\"c\",\"d\" | too-many-items",
                "\"a\",\"\" | empty-id",
                "\"a\",\"i2345678901234567890123456789012345678901\" | id-too-long",
                "\"a\\u0007\" | control-character"
            })
    void refusesARequestForItemsThatCannotBeOrAreTooMany(String items, String reason) throws Exception {
        for (String field : List.of("candidates", "exclude")) {
            try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(Decode.requests(CONFIG, SCENARIOS))) {
                harness.processElement(new StreamRecord<>(raw("u1", request(field, "\"a\",\"b\",\"c\""))));
                harness.processElement(new StreamRecord<>(raw("u1", request(field, items))));

                assertThat(harness.extractOutputValues())
                        .as("three are allowed")
                        .hasSize(1);
                assertThat(harness.getSideOutput(Decode.DEAD_LETTERS))
                        .extracting(letter -> letter.getValue().reason())
                        .containsExactly(reason);
            }
        }
    }

    private static String request(String field, String items) {
        return "{\"request_id\":\"r1\",\"user_id\":\"u1\",\"scenario\":\"food\",\"" + field + "\":[" + items + "]}";
    }

    private void decodeBehaviors(String text) throws Exception {
        try (OneInputStreamOperatorTestHarness<RawRecord, BehaviorEvent> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(Decode.behaviors(CONFIG, SCENARIOS))) {
            harness.processElement(new StreamRecord<>(raw("u1", text)));
            admitted.addAll(harness.extractOutputValues());
            var letters = harness.getSideOutput(Decode.DEAD_LETTERS);
            if (letters != null) {
                letters.forEach(letter -> refused.add(letter.getValue()));
            }
        }
    }

    private RawRecord raw(String key, @Nullable String value) {
        return raw(key.getBytes(StandardCharsets.UTF_8), value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private RawRecord raw(byte @Nullable [] key, byte @Nullable [] value) {
        return new RawRecord(key, value, "tributary.behaviors.v1", 3, 7, timestamp, headers);
    }

    private static String behavior(String eventId, String scenario, String occurredAt) {
        return "{\"event_id\":\"" + eventId + "\",\"user_id\":\"u1\",\"scenario\":\"" + scenario
                + "\",\"item_id\":\"i1\",\"action\":\"view\",\"occurred_at\":\"" + occurredAt + "\"}";
    }
}
