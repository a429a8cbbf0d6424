package dev.tributary.job.source;

import dev.tributary.job.Scenario;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Erasure;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.RegistryLookup;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks the records of one topic. The job and whoever else reads the topic refuse the same records for the same reasons. For one thread.
 *
 * @param <A> the Avro type of the topic
 * @param <T> what flows on
 */
public final class RecordDecoder<A extends SpecificRecord, T> implements Serializable {
    private static final long serialVersionUID = 1;

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);

    private final Class<A> type;
    /** By header. */
    private final Map<String, String> fields;

    private final SourceConfig config;
    private final Check<A, T> check;
    private final @Nullable Tombstone<T> tombstone;
    /** Made at the first record, where the decoder runs. */
    private transient @Nullable WireReader<A> reader;

    private RecordDecoder(
            Class<A> type,
            Map<String, String> fields,
            SourceConfig config,
            Check<A, T> check,
            @Nullable Tombstone<T> tombstone) {
        this.type = type;
        this.fields = fields;
        this.config = config;
        this.check = check;
        this.tombstone = tombstone;
    }

    /** @param scenarios those that are known; if there are none, any is taken */
    public static RecordDecoder<Behavior, BehaviorEvent> behaviors(
            SourceConfig config, Map<String, Scenario> scenarios) {
        return new RecordDecoder<>(
                Behavior.class,
                Map.of(Headers.EVENT_ID, "event_id", Headers.EVENT_TIME, "occurred_at"),
                config,
                new Admission(config, scenarios)::behavior,
                null);
    }

    /** @param scenarios those that are known; if there are none, any is taken */
    public static RecordDecoder<Item, ItemEvent> items(SourceConfig config, Map<String, Scenario> scenarios) {
        var admission = new Admission(config, scenarios);
        return new RecordDecoder<>(Item.class, Map.of(), config, admission::item, admission::removal);
    }

    public static RecordDecoder<Request, UserCommand> requests(SourceConfig config, Map<String, Scenario> scenarios) {
        return new RecordDecoder<>(
                Request.class,
                Map.of(Headers.EVENT_ID, "request_id", Headers.EVENT_TIME, "requested_at"),
                config,
                new Admission(config, scenarios)::request,
                null);
    }

    public static RecordDecoder<Erasure, UserCommand> erasures(SourceConfig config, Map<String, Scenario> scenarios) {
        return new RecordDecoder<>(
                Erasure.class,
                Map.of(Headers.EVENT_TIME, "requested_at"),
                config,
                new Admission(config, scenarios)::erasure,
                null);
    }

    /** Finds a wrong setting before the first record; not needed otherwise. */
    void open() {
        reader();
    }

    /** @return what flows on of the record, or of the tombstone where that means something */
    public T decode(RawRecord raw) throws UnreadableRecordException, RefusedRecordException {
        return raw.value() == null && tombstone != null ? tombstone.admit(raw) : check(read(raw), raw);
    }

    /** @return the record as it was sent, not checked yet */
    public A read(RawRecord raw) throws UnreadableRecordException {
        return reader().read(raw.value(), absent(raw));
    }

    /** @param record as {@link #read} gave it */
    public T check(A record, RawRecord raw) throws RefusedRecordException {
        return check.admit(record, raw);
    }

    private WireReader<A> reader() {
        if (reader == null) {
            var limited =
                    WireReader.of(type).withMaxBytes(config.maxRecordBytes()).withRegistryIds(config.registryIdBytes());
            reader = config.registryUrl().isEmpty()
                    ? limited
                    : limited.withRegistry(new RegistryLookup(config.registryUrl(), REGISTRY_TIMEOUT));
        }
        return reader;
    }

    /** What a CloudEvent says in its headers, as fields of the record. */
    private Map<String, String> absent(RawRecord raw) {
        if (raw.headers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> absent = new HashMap<>();
        fields.forEach((header, field) -> {
            String value = raw.headers().get(header);
            if (value != null) {
                absent.put(field, value);
            }
        });
        return absent;
    }

    private interface Check<A, T> extends Serializable {
        T admit(A record, RawRecord raw) throws RefusedRecordException;
    }

    private interface Tombstone<T> extends Serializable {
        T admit(RawRecord raw) throws RefusedRecordException;
    }
}
