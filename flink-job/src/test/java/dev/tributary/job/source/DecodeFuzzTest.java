package dev.tributary.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tributary.job.Scenario;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Erasure;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes come: a record, or one of two exceptions with a reason. In a build the inputs of the folder DecodeFuzzTestInputs are tried;
 * with the environment variable {@code JAZZER_FUZZ=1} new ones are looked for, guided by coverage (docs/operations.md).
 */
class DecodeFuzzTest {
    private static final SourceConfig CONFIG =
            new SourceConfig(1 << 20, 256, 500, 10_000, 1_000, Duration.ofMinutes(10), "", 4);
    private static final Map<String, Scenario> SCENARIOS =
            Map.of("shop", new Scenario("shop", "Things to buy", "en", true, 10));
    private static final Admission ADMISSION = new Admission(CONFIG, SCENARIOS);

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

    @FuzzTest(maxDuration = "2m")
    void readsBehaviors(byte[] bytes) {
        read(WireReader.of(Behavior.class), ADMISSION::behavior, bytes);
    }

    @FuzzTest(maxDuration = "90s")
    void readsItems(byte[] bytes) {
        read(WireReader.of(Item.class), ADMISSION::item, bytes);
        try {
            ADMISSION.removal(new RawRecord(bytes, null, "items", 0, 0, 0, Map.of()));
        } catch (RefusedRecordException refused) {
            // a reason was given
        }
    }

    @FuzzTest(maxDuration = "90s")
    void readsRequests(byte[] bytes) {
        read(WireReader.of(Request.class), ADMISSION::request, bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void readsErasures(byte[] bytes) {
        read(WireReader.of(Erasure.class), ADMISSION::erasure, bytes);
    }

    /** Headers stand in for what the JSON leaves out. */
    @FuzzTest(maxDuration = "1m")
    void readsHeaders(FuzzedDataProvider data) {
        var headers = new RecordHeaders();
        for (String name : List.of(Headers.EVENT_ID, Headers.EVENT_TIME, Headers.TRACE)) {
            headers.add(name, data.consumeBoolean() ? data.consumeBytes(300) : null);
        }
        String json = "{\"user_id\":\"u1\",\"scenario\":\"shop\",\"item_id\":\"i1\",\"action\":\"view\"}";
        var record = new ConsumerRecord<>("topic", 0, 0, new byte[0], json.getBytes(UTF_8));
        headers.forEach(record.headers()::add);
        RawRecord raw = RawRecord.of(record);
        expectRefusal(() -> RecordDecoder.behaviors(CONFIG, SCENARIOS).decode(raw));
        expectRefusal(() -> RecordDecoder.requests(CONFIG, SCENARIOS).decode(raw));
        expectRefusal(() -> RecordDecoder.erasures(CONFIG, SCENARIOS).decode(raw));
    }

    /** Ids of four or eight bytes, and a registry that may know a schema of another record, or none. */
    @FuzzTest(maxDuration = "1m")
    void readsRegistryFraming(byte[] bytes) {
        List<Schema> known = List.of(Behavior.getClassSchema(), Item.getClassSchema(), Request.getClassSchema());
        for (int idBytes : List.of(Integer.BYTES, Long.BYTES)) {
            WireReader<Behavior> reader = WireReader.of(Behavior.class)
                    .withRegistryIds(idBytes)
                    .withRegistry(id -> id >= 0 && id < known.size() ? known.get((int) id) : null);
            byte[] framed = bytes.clone();
            if (framed.length > 0) {
                framed[0] = 0;
            }
            read(reader, ADMISSION::behavior, framed);
        }
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
        expectRefusal(() ->
                admit.of(reader.read(bytes), new RawRecord(null, bytes, "topic", 0, 0, 1_700_000_000_000L, Map.of())));
    }

    private interface Reading {
        Object run() throws UnreadableRecordException, RefusedRecordException;
    }

    private static void expectRefusal(Reading reading) {
        try {
            reading.run();
        } catch (UnreadableRecordException | RefusedRecordException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("Refused without a reason", refused);
            }
        }
    }
}
