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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks the records of one topic. A record that is no good goes to {@link #DEAD_LETTERS} with its reason, and the stream goes on.
 *
 * @param <A> the Avro type of the topic
 * @param <T> what flows on
 */
public final class Decode<A extends SpecificRecord, T> extends ProcessFunction<RawRecord, T>
        implements ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1;

    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1;
    };

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);

    private final Class<A> type;
    private final Class<T> flows;
    /** By header. */
    private final Map<String, String> fields;

    private final SourceConfig config;
    private final Check<A, T> check;
    private final @Nullable Tombstone<T> tombstone;
    private final Map<String, Counter> refused = new HashMap<>();
    private transient WireReader<A> reader;
    private transient Counter admitted;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    private Decode(
            Class<A> type,
            Class<T> flows,
            Map<String, String> fields,
            SourceConfig config,
            Check<A, T> check,
            @Nullable Tombstone<T> tombstone) {
        this.type = type;
        this.flows = flows;
        this.fields = fields;
        this.config = config;
        this.check = check;
        this.tombstone = tombstone;
    }

    public static Decode<Behavior, BehaviorEvent> behaviors(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(
                Behavior.class,
                BehaviorEvent.class,
                Map.of(Headers.EVENT_ID, "event_id", Headers.EVENT_TIME, "occurred_at"),
                config,
                new Admission(config, scenarios)::behavior,
                null);
    }

    public static Decode<Item, ItemEvent> items(SourceConfig config, Map<String, Scenario> scenarios) {
        var admission = new Admission(config, scenarios);
        return new Decode<>(Item.class, ItemEvent.class, Map.of(), config, admission::item, admission::removal);
    }

    public static Decode<Request, UserCommand> requests(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(
                Request.class,
                UserCommand.class,
                Map.of(Headers.EVENT_ID, "request_id", Headers.EVENT_TIME, "requested_at"),
                config,
                new Admission(config, scenarios)::request,
                null);
    }

    public static Decode<Erasure, UserCommand> erasures(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(
                Erasure.class,
                UserCommand.class,
                Map.of(Headers.EVENT_TIME, "requested_at"),
                config,
                new Admission(config, scenarios)::erasure,
                null);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(flows);
    }

    @Override
    public void open(OpenContext context) {
        var limited =
                WireReader.of(type).withMaxBytes(config.maxRecordBytes()).withRegistryIds(config.registryIdBytes());
        reader = config.registryUrl().isEmpty()
                ? limited
                : limited.withRegistry(new RegistryLookup(config.registryUrl(), REGISTRY_TIMEOUT));
        admitted = getRuntimeContext().getMetricGroup().counter("admitted");
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<T> out) {
        try {
            T event = raw.value() == null && tombstone != null
                    ? tombstone.admit(raw)
                    : check.admit(reader.read(raw.value(), absent(raw)), raw);
            admitted.inc();
            out.collect(event);
        } catch (UnreadableRecordException e) {
            refuse(raw, e.reason(), String.valueOf(e.getMessage()), context);
        } catch (RefusedRecordException e) {
            refuse(raw, e.reason(), String.valueOf(e.getMessage()), context);
        }
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

    private void refuse(RawRecord raw, String reason, String message, Context context) {
        refused.computeIfAbsent(
                        reason,
                        code -> getRuntimeContext()
                                .getMetricGroup()
                                .addGroup("reason", code)
                                .counter("deadLetters"))
                .inc();
        context.output(DEAD_LETTERS, new DeadLetter(raw, "source", reason, message));
    }

    private interface Check<A, T> extends Serializable {
        T admit(A record, RawRecord raw) throws RefusedRecordException;
    }

    private interface Tombstone<T> extends Serializable {
        T admit(RawRecord raw) throws RefusedRecordException;
    }
}
