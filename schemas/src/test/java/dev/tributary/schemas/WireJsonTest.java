package dev.tributary.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireJsonTest {
    private static final String REQUIRED =
            "\"event_id\":\"e1\",\"user_id\":\"u1\",\"scenario\":\"s\",\"item_id\":\"i1\",\"action\":\"view\",";

    @Test
    void numbersAndBooleansOfTheContextBecomeText() throws Exception {
        Behavior behavior =
                read("\"occurred_at\":0,\"context\":{\"a\":1,\"b\":0.50,\"c\":true,\"d\":\"x\",\"e\":null}");

        assertThat(behavior.getContext()).isEqualTo(Map.of("a", "1", "b", "0.5", "c", "true", "d", "x"));
    }

    @Test
    void absentAndNullFieldsTakeTheirDefaults() throws Exception {
        Behavior behavior = read("\"occurred_at\":0,\"context\":null,\"value\":null");

        assertThat(behavior.getContext()).isEmpty();
        assertThat(behavior.getValue()).isNull();
        assertThat(behavior.getText()).isNull();
    }

    @Test
    void defaultsAreNotSharedBetweenRecords() throws Exception {
        read("\"occurred_at\":0").getContext().put("mine", "1");

        assertThat(read("\"occurred_at\":0").getContext()).isEmpty();
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        assertThat(read("\"occurred_at\":0,\"extra\":{\"deep\":[1,2]}").getEventId())
                .isEqualTo("e1");
    }

    @Test
    void timesAreIsoTextOrEpochMilliseconds() throws Exception {
        Instant expected = Instant.parse("2026-01-31T11:00:00.123Z");

        assertThat(read("\"occurred_at\":\"2026-01-31T12:00:00.123456+01:00\"").getOccurredAt())
                .isEqualTo(expected);
        assertThat(read("\"occurred_at\":" + expected.toEpochMilli()).getOccurredAt())
                .isEqualTo(expected);
        assertThat(read("\"occurred_at\":1.769857200123E12").getOccurredAt()).isEqualTo(expected);
    }

    @Test
    void aByteOrderMarkAndWhiteSpaceMayStandAround() throws Exception {
        String json = "\uFEFF\r\n {" + REQUIRED + "\"occurred_at\":0}\n ";

        assertThat(WireReader.of(Behavior.class).read(json.getBytes(UTF_8)).getUserId())
                .isEqualTo("u1");
    }

    @Test
    void aReplacementCharacterThatWasSentIsKept() throws Exception {
        assertThat(read("\"occurred_at\":0,\"text\":\"\uFFFD\"").getText()).isEqualTo("\uFFFD");
    }

    private static Behavior read(String fields) throws UnreadableRecordException {
        return WireReader.of(Behavior.class).read(("{" + REQUIRED + fields + "}").getBytes(UTF_8));
    }
}
