package dev.tributary.job.source;

import dev.tributary.job.Scenario;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Erasure;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.UnreadableRecordException;
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

    private final RecordDecoder<A, T> decoder;
    private final Class<T> flows;
    private final Map<String, Counter> refused = new HashMap<>();
    private transient Counter admitted;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    private Decode(RecordDecoder<A, T> decoder, Class<T> flows) {
        this.decoder = decoder;
        this.flows = flows;
    }

    public static Decode<Behavior, BehaviorEvent> behaviors(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(RecordDecoder.behaviors(config, scenarios), BehaviorEvent.class);
    }

    public static Decode<Item, ItemEvent> items(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(RecordDecoder.items(config, scenarios), ItemEvent.class);
    }

    public static Decode<Request, UserCommand> requests(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(RecordDecoder.requests(config, scenarios), UserCommand.class);
    }

    public static Decode<Erasure, UserCommand> erasures(SourceConfig config, Map<String, Scenario> scenarios) {
        return new Decode<>(RecordDecoder.erasures(config, scenarios), UserCommand.class);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(flows);
    }

    @Override
    public void open(OpenContext context) {
        decoder.open();
        admitted = getRuntimeContext().getMetricGroup().counter("admitted");
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<T> out) {
        try {
            T event = decoder.decode(raw);
            admitted.inc();
            out.collect(event);
        } catch (UnreadableRecordException e) {
            refuse(raw, e.reason(), String.valueOf(e.getMessage()), context);
        } catch (RefusedRecordException e) {
            refuse(raw, e.reason(), String.valueOf(e.getMessage()), context);
        }
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
}
