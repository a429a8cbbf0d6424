package dev.tributary.cli.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record that must not stop anything.
 *
 * @param reason why it is refused, the code in the dead letter
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BadRecord(String name, String topic, byte @Nullable [] key, byte @Nullable [] value, String reason) {
    /** Stands in every id and text, so that one can look for them where they must not be. */
    static final String PERSONAL = "personal7f3a";

    private static final String JSON = "{\"event_id\":\"%s\",\"user_id\":\"" + PERSONAL
            + "\",\"scenario\":\"%s\",\"item_id\":\"shoes\",\"action\":\"view\","
            + "\"value\":%s,\"text\":\"%s\",\"occurred_at\":1}";

    /** One record of each kind. */
    static List<BadRecord> corpus() {
        return Stream.of(shapes().stream(), ids(), requestedItems())
                .flatMap(records -> records)
                .toList();
    }

    private static List<BadRecord> shapes() {
        byte[] avro = avro("e-corpus");
        return List.of(
                bad("truncated Avro", Arrays.copyOf(avro, avro.length - 5), "truncated"),
                bad("truncated in the header", Arrays.copyOf(avro, 4), "truncated"),
                bad("another magic byte", with(avro, 0, 0xC4), "unknown-format"),
                bad("another version of the encoding", with(avro, 1, 2), "unknown-format"),
                bad("an unknown schema", with(avro, 5, avro[5] + 1), "unknown-schema"),
                bad("a length of 2^31-1", header(avro, "feffffff0f"), "truncated"),
                bad("a negative length", header(avro, "03"), "bad-avro"),
                bad("invalid UTF-8 in Avro", with(avro, 12, 0xFF), "bad-utf8"),
                bad("not a number in Avro", number(avro, Double.NaN), "wrong-type"),
                bad("an infinite number in Avro", number(avro, Double.POSITIVE_INFINITY), "wrong-type"),
                bad("a negative infinite number in Avro", number(avro, Double.NEGATIVE_INFINITY), "wrong-type"),
                bad("bytes after the end", Arrays.copyOf(avro, avro.length + 3), "trailing-bytes"),
                bad("invalid UTF-8 in JSON", with(json("e", "shop", "1", "x"), 14, 0xFF), "bad-utf8"),
                bad("half a character", json("e", "shop", "1", "\\ud800"), "bad-utf8"),
                bad("an unclosed object", "{\"event_id\":".getBytes(UTF_8), "bad-json"),
                bad("arrays in arrays", ("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8), "bad-json"),
                bad("objects in objects", "{\"a\":".repeat(100_000).getBytes(UTF_8), "bad-json"),
                bad("a number of 100,000 digits", json("e", "shop", "9".repeat(100_000), ""), "bad-json"),
                bad("not a number", json("e", "shop", "NaN", ""), "bad-json"),
                bad("a number without end", json("e", "shop", "1e999", ""), "wrong-type"),
                bad("no JSON, no Avro", PERSONAL.getBytes(UTF_8), "unknown-format"),
                bad("10 MB of text", json("e", "shop", "1", "x".repeat(10 << 20)), "too-large"),
                bad(
                        "as long as Kafka takes",
                        json("e", "cellar", "1", "x".repeat((1 << 20) - 400)),
                        "unknown-scenario"),
                bad("no value", null, "empty"),
                bad("an empty value", new byte[0], "empty"),
                bad("an unknown scenario", json("e", "cellar", "1", ""), "unknown-scenario"),
                bad("a blank id", json(" ", "shop", "1", ""), "empty-id"),
                new BadRecord("no key and no value", Topics.ITEMS, null, null, "empty-id"),
                new BadRecord("an empty key without a value", Topics.ITEMS, new byte[0], null, "empty-id"),
                new BadRecord(
                        "a key of invalid UTF-8 without a value",
                        Topics.ITEMS,
                        with(PERSONAL.getBytes(UTF_8), 3, 0xFF),
                        null,
                        "bad-utf8"),
                new BadRecord(
                        "a key of 900 kB without a value",
                        Topics.ITEMS,
                        "k".repeat(900_000).getBytes(UTF_8),
                        null,
                        "id-too-long"),
                new BadRecord(
                        "a limit of 1,000",
                        Topics.REQUESTS,
                        null,
                        ("{\"request_id\":\"r\",\"user_id\":\"" + PERSONAL + "\",\"scenario\":\"shop\",\"limit\":1000}")
                                .getBytes(UTF_8),
                        "wrong-value"),
                new BadRecord(
                        "a context of 900 kB",
                        Topics.REQUESTS,
                        null,
                        ("{\"request_id\":\"r\",\"user_id\":\"" + PERSONAL
                                        + "\",\"scenario\":\"shop\",\"context\":{\"a\":\"" + "x".repeat(900_000)
                                        + "\"}}")
                                .getBytes(UTF_8),
                        "context-too-long"));
    }

    /** As nobody may write an id, by the reason. */
    private static final Map<String, String> IDS =
            Map.of("empty-id", "", "id-too-long", "x".repeat(10_000), "control-character", PERSONAL + "\\u0007");

    /** Each id of each record as nobody may write it. */
    private static Stream<BadRecord> ids() {
        Map<String, Map<String, String>> records = Map.of(
                Topics.BEHAVIORS,
                Map.of("event_id", "e", "user_id", PERSONAL, "scenario", "shop", "item_id", "shoes", "action", "view"),
                Topics.ITEMS,
                Map.of("item_id", PERSONAL, "scenario", "shop"),
                Topics.REQUESTS,
                Map.of("request_id", "r", "user_id", PERSONAL, "scenario", "shop"),
                Topics.ERASURES,
                Map.of("user_id", PERSONAL));
        return records.entrySet().stream()
                .flatMap(record -> record.getValue().keySet().stream()
                        .flatMap(field -> IDS.entrySet().stream()
                                .filter(bad -> !isFree(record.getKey(), field, bad.getValue()))
                                .map(bad ->
                                        id(record.getKey(), record.getValue(), field, bad.getValue(), bad.getKey()))));
    }

    /** Items of a request as nobody may name them, and too many of them. */
    private static Stream<BadRecord> requestedItems() {
        var items = new HashMap<String, String>();
        IDS.forEach((reason, id) -> items.put(reason, "\"shoes\",\"" + id + "\""));
        items.put("too-many-items", "\"shoes\"" + ",\"shoes\"".repeat(1_000));
        return Stream.of("candidates", "exclude")
                .flatMap(field -> items.entrySet().stream()
                        .map(bad -> new BadRecord(
                                field + ", " + bad.getKey(),
                                Topics.REQUESTS,
                                PERSONAL.getBytes(UTF_8),
                                "{\"request_id\":\"r\",\"user_id\":\"%s\",\"scenario\":\"shop\",\"%s\":[%s]}"
                                        .formatted(PERSONAL, field, bad.getValue())
                                        .getBytes(UTF_8),
                                bad.getKey())));
    }

    /** Without a scenario a request is about the first. */
    private static boolean isFree(String topic, String field, String value) {
        return topic.equals(Topics.REQUESTS) && field.equals("scenario") && value.isEmpty();
    }

    private static BadRecord id(String topic, Map<String, String> good, String field, String value, String reason) {
        var fields = new TreeMap<>(good);
        fields.put(field, value);
        switch (topic) {
            case Topics.BEHAVIORS -> fields.put("occurred_at", "2026-01-01T00:00:00Z");
            case Topics.ITEMS -> fields.put("title", "Shoes");
            case Topics.ERASURES -> fields.put("requested_at", "2026-01-01T00:00:00Z");
            default -> {}
        }
        String json = fields.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return new BadRecord(
                field + " of " + topic + ", " + reason,
                topic,
                PERSONAL.getBytes(UTF_8),
                json.getBytes(UTF_8),
                field.equals("scenario") ? "unknown-scenario" : reason);
    }

    private static BadRecord bad(String name, byte @Nullable [] value, String reason) {
        return new BadRecord(name, Topics.BEHAVIORS, PERSONAL.getBytes(UTF_8), value, reason);
    }

    private static byte[] json(String event, String scenario, String value, String text) {
        return JSON.formatted(event, scenario, value, text).getBytes(UTF_8);
    }

    private static byte[] avro(String event) {
        return WireWriter.of(Behavior.class, WireFormat.AVRO)
                .write(Behavior.newBuilder()
                        .setEventId(event)
                        .setUserId(PERSONAL)
                        .setScenario("shop")
                        .setItemId("shoes")
                        .setAction("view")
                        .setValue(0.5)
                        .setOccurredAt(Instant.EPOCH)
                        .build());
    }

    private static byte[] with(byte[] bytes, int position, int value) {
        byte[] changed = bytes.clone();
        changed[position] = (byte) value;
        return changed;
    }

    /** The header of single-object encoding, then other bytes. */
    private static byte[] header(byte[] avro, String hex) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(avro, 0, 10);
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        return bytes.toByteArray();
    }

    private static byte[] number(byte[] avro, double number) {
        byte[] half = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.5)
                .array();
        byte[] changed = avro.clone();
        int at = position(avro, half);
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putDouble(at, number);
        return changed;
    }

    private static int position(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Not in there");
    }
}
