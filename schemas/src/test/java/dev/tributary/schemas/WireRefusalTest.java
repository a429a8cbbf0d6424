package dev.tributary.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class WireRefusalTest {
    private static final WireReader<Behavior> READER = WireReader.of(Behavior.class);
    private static final byte[] AVRO =
            WireWriter.of(Behavior.class, WireFormat.AVRO).write(Samples.behavior());

    @Test
    void refusesNothing() {
        assertRefused(null, "empty", "no value");
        assertRefused(new byte[0], "empty", "no value");
        assertRefused("  \n".getBytes(UTF_8), "empty", "white space");
    }

    @Test
    void refusesWhatIsLongerThanTheLimit() {
        UnreadableRecordException e = catchThrowableOfType(
                UnreadableRecordException.class, () -> READER.withMaxBytes(9).read(new byte[10]));

        assertThat(e.reason()).isEqualTo("too-large");
        assertThat(e).hasMessage("The record has 10 bytes, the limit is 9");
    }

    @Test
    void refusesFormatsItDoesNotKnow() {
        assertRefused("event_id,user_id".getBytes(UTF_8), "unknown-format", "got byte 65");
        assertRefused("[]".getBytes(UTF_8), "unknown-format", "got byte 5B");
        assertRefused(with(AVRO, 1, (byte) 2), "unknown-format", "version 01");
    }

    @Test
    void refusesASchemaItDoesNotKnow() {
        assertRefused(with(AVRO, 5, (byte) ~AVRO[5]), "unknown-schema", "No version of Behavior has the fingerprint");
        assertRefused(WireWriter.of(Item.class, WireFormat.AVRO).write(Samples.item()), "unknown-schema", "Behavior");
    }

    @Test
    void refusesASchemaThatIsNoBehavior() {
        Schema other = SchemaBuilder.record("Behavior")
                .namespace("dev.tributary.schemas")
                .fields()
                .requiredLong("event_id")
                .endRecord();
        UnreadableRecordException e = catchThrowableOfType(
                UnreadableRecordException.class,
                () -> READER.withRegistry(id -> other).read(new byte[] {0, 0, 0, 0, 1, 2}));

        assertThat(e.reason()).isEqualTo("incompatible-schema");
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 1; length < AVRO.length; length++) {
            assertRefused(Arrays.copyOf(AVRO, length), "truncated", "");
        }
        byte[] withinAction = Arrays.copyOf(AVRO, 27);
        assertRefused(withinAction, "truncated", "Field action: a length of 8 is announced, 2 bytes are left");
    }

    @Test
    void refusesAForgedLengthWithoutBelievingIt() {
        byte[] huge = ByteBuffer.allocate(15)
                .put(AVRO, 0, 10)
                .put(varint(Integer.MAX_VALUE))
                .array();
        assertRefused(huge, "truncated", "a length of 2147483647 is announced, 0 bytes are left");

        byte[] negative = ByteBuffer.allocate(11).put(AVRO, 0, 10).put((byte) 1).array();
        assertRefused(negative, "bad-avro", "Field event_id: a length is negative (-1)");
    }

    @Test
    void refusesBytesAfterTheRecord() {
        assertRefused(Arrays.copyOf(AVRO, AVRO.length + 2), "trailing-bytes", "2 bytes follow");
        assertRefused((json("") + "{}").getBytes(UTF_8), "bad-json", "");
    }

    @Test
    void refusesABranchThatDoesNotExist() {
        byte[] sparse = WireWriter.of(Behavior.class, WireFormat.AVRO).write(Samples.sparseBehavior());
        assertRefused(with(sparse, 33, (byte) 8), "bad-avro", "Field value: no such branch or symbol");
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        assertRefused(with(AVRO, 11, (byte) 0xFF), "bad-utf8", "Field event_id: the text is not valid UTF-8");
        byte[] json = json("").getBytes(UTF_8);
        assertRefused(with(json, 14, (byte) 0xFF), "bad-utf8", "not valid UTF-8");
    }

    @Test
    void refusesHalfACharacterThatJsonCanSpell() {
        assertRefused(json("\"text\":\"u\\ud800\"").getBytes(UTF_8), "bad-utf8", "half a character, at position 1");
        assertRefused(json("\"context\":{\"\\udc00u\":1}").getBytes(UTF_8), "bad-json", "surrogate");
    }

    @Test
    void refusesBrokenJson() {
        assertRefused("{\"event_id\":".getBytes(UTF_8), "bad-json", "character");
        assertRefused(("{\"x\":" + "[".repeat(100_000)).getBytes(UTF_8), "bad-json", "nesting");
        assertRefused(json("\"text\":\"a\",\"text\":\"b\"").getBytes(UTF_8), "bad-json", "text");
        assertRefused(json("\"value\":NaN").getBytes(UTF_8), "bad-json", "NaN");
    }

    @Test
    void namesTheMissingField() {
        assertRefused("{}".getBytes(UTF_8), "missing-field", "Field event_id is missing");
        String noAction = json("").replace("\"action\":\"view\"", "\"action\":null");
        assertRefused(noAction.getBytes(UTF_8), "missing-field", "Field action is missing");
    }

    @Test
    void namesTheFieldOfTheWrongType() {
        assertWrongType("\"value\":\"many\"", "Field value must be a finite number, got \"many\"");
        assertWrongType("\"value\":1e999", "Field value must be a finite number");
        assertWrongType("\"text\":3", "Field text must be text, got 3");
        assertWrongType("\"context\":[]", "Field context must be an object, got an array");
        assertWrongType("\"context\":{\"a\":{}}", "Field context.a must be text, a number or a boolean, got an object");
    }

    @Test
    void wantsTimesWithAZone() {
        String local = json("").replace("2026-01-31T12:00:00.123Z", "2026-01-31 12:00");
        assertRefused(local.getBytes(UTF_8), "wrong-type", "Field occurred_at must be ISO-8601 text with a zone");
        String far = json("").replace("2026-01-31T12:00:00.123Z", "+1000000000-12-31T23:59:59Z");
        assertRefused(far.getBytes(UTF_8), "wrong-type", "Field occurred_at");
    }

    private static void assertWrongType(String field, String message) {
        assertRefused(json(field).getBytes(UTF_8), "wrong-type", message);
    }

    private static void assertRefused(byte[] bytes, String reason, String message) {
        UnreadableRecordException e = catchThrowableOfType(UnreadableRecordException.class, () -> READER.read(bytes));
        assertThat(e).as("%s expected", reason).isNotNull().hasMessageContaining(message);
        assertThat(e.reason()).isEqualTo(reason);
    }

    private static String json(String extra) {
        return "{\"event_id\":\"e1\",\"user_id\":\"u1\",\"scenario\":\"s\",\"item_id\":\"i1\",\"action\":\"view\","
                + "\"occurred_at\":\"2026-01-31T12:00:00.123Z\"" + (extra.isEmpty() ? "" : "," + extra) + "}";
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] varint(int value) {
        long zigzag = (long) value << 1;
        byte[] bytes = new byte[5];
        for (int i = 0; i < 5; i++) {
            bytes[i] = (byte) (zigzag >>> (7 * i) & 0x7F | (i < 4 ? 0x80 : 0));
        }
        return bytes;
    }
}
