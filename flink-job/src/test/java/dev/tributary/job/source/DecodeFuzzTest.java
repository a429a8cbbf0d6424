package dev.tributary.job.source;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tributary.job.Scenario;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes come: a record, or one of two exceptions with a reason. In a build the inputs of the folder DecodeFuzzTestInputs are tried;
 * with the environment variable {@code JAZZER_FUZZ=1} new ones are looked for, guided by coverage (docs/operations.md).
 */
class DecodeFuzzTest {
    private static final Admission ADMISSION = new Admission(
            new SourceConfig(1 << 20, 256, 500, 10_000, Duration.ofMinutes(10), "", 4),
            Map.of("shop", new Scenario("shop", "Things to buy", "en", true, 10)));

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SharedEncoder.Lease encoder;

    @BeforeAll
    static void open() {
        encoder = SharedEncoder.acquire(EncodeConfig.from(new Configuration()).settings());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private interface Admit<A> {
        Object of(A record, RawRecord raw) throws RefusedRecordException;
    }

    @FuzzTest(maxDuration = "4m")
    void readsBehaviors(byte[] bytes) {
        read(WireReader.of(Behavior.class), ADMISSION::behavior, bytes);
    }

    @FuzzTest(maxDuration = "2m")
    void readsItems(byte[] bytes) {
        read(WireReader.of(Item.class), ADMISSION::item, bytes);
        try {
            ADMISSION.removal(new RawRecord(bytes, null, "items", 0, 0, 0, Map.of()));
        } catch (RefusedRecordException refused) {
            // a reason was given
        }
    }

    @FuzzTest(maxDuration = "2m")
    void readsRequests(byte[] bytes) {
        read(WireReader.of(Request.class), ADMISSION::request, bytes);
    }

    /** The way of a text through the native tokenizer and the model. */
    @FuzzTest(maxDuration = "2m")
    void encodesText(FuzzedDataProvider data) {
        String text = data.consumeString(600);
        float[] vector = encoder.encoder().encode(text).join();
        double square = 0;
        for (float component : vector) {
            square += component * component;
        }
        if (!(Math.abs(square - 1) < 1e-3)) {
            throw new AssertionError("No unit vector: " + square);
        }
    }

    private static <A extends SpecificRecord> void read(WireReader<A> reader, Admit<A> admit, byte[] bytes) {
        try {
            admit.of(reader.read(bytes), new RawRecord(null, bytes, "topic", 0, 0, 1_700_000_000_000L, Map.of()));
        } catch (UnreadableRecordException | RefusedRecordException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("Refused without a reason", refused);
            }
        }
    }
}
