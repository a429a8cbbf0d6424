package dev.tributary.job.interest;

import static java.util.Objects.requireNonNull;

import dev.tributary.job.Scenario;
import dev.tributary.job.TimeToLive;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.encode.Encoding;
import dev.tributary.job.profile.Query;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.vector.QuantizedVector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Completes a query with what is made from text: the vector of the profile, which the slow lane delivers (second input), and the vector of the
 * scenario's description, encoded once at start. A result of the slow lane refreshes the list itself if nothing newer has passed meanwhile.
 *
 * <p>An erasure is told twice: at once, and again when lists that were on their way have been written. In between there is a timer with the id.
 */
public final class CompleteInterest extends KeyedCoProcessFunction<String, Query, Query, Query> {
    private static final long serialVersionUID = 1;

    /** Users to be forgotten by the consumers of recommendations too, each twice. */
    public static final OutputTag<String> ERASED = new OutputTag<>("erased") {
        private static final long serialVersionUID = 1;
    };

    private static final long LATE_MS = 1_000;

    private final EncodeConfig config;
    private final Duration idleTtl;
    private final Duration onTheWay;
    private final LinkedHashMap<String, Scenario> scenarios;
    private transient @Nullable Descriptions descriptions;
    private transient ValueState<ProfileVector> state;
    private transient Counter withoutVector;
    private transient Counter lateTexts;

    /** @param onTheWay how long a list may take from here until it is written */
    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public CompleteInterest(EncodeConfig config, Duration idleTtl, Duration onTheWay, Map<String, Scenario> scenarios) {
        this.config = config;
        this.idleTtl = idleTtl;
        this.onTheWay = onTheWay;
        this.scenarios = new LinkedHashMap<>(scenarios);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        var descriptor = new ValueStateDescriptor<>("profile-vector", ProfileVector.class);
        descriptor.enableTimeToLive(TimeToLive.of(idleTtl));
        state = getRuntimeContext().getState(descriptor);
        withoutVector = getRuntimeContext().getMetricGroup().counter("withoutProfileVector");
        lateTexts = getRuntimeContext().getMetricGroup().counter("lateTexts");
        descriptions = Descriptions.encode(Encoding.open(config, getRuntimeContext()), scenarios, config.patience());
    }

    @Override
    public void close() {
        if (descriptions != null) {
            descriptions.close();
        }
    }

    @Override
    public void processElement1(Query query, Context context, Collector<Query> out) throws Exception {
        if (query.trigger() == Query.Trigger.ERASURE) {
            state.clear();
            context.output(ERASED, query.userId());
            tellAgain(context);
            return;
        }
        ProfileVector known = state.value();
        boolean current = known != null && known.epoch() == query.epoch();
        QuantizedVector vector = current ? known.vector() : null;
        if (query.trigger() == Query.Trigger.BEHAVIOR) {
            long vectorRevision = current ? known.vectorRevision() : 0;
            state.update(new ProfileVector(vector, vectorRevision, query.revision(), query.epoch()));
        }
        out.collect(complete(query, vector));
    }

    @Override
    public void processElement2(Query query, Context context, Collector<Query> out) throws Exception {
        ProfileVector known = state.value();
        if (known == null || known.epoch() != query.epoch()) {
            lateTexts.inc();
            return; // the user was erased while the text was being encoded
        }
        if (query.revision() < known.vectorRevision()) {
            lateTexts.inc();
            return; // a newer text has overtaken this one
        }
        QuantizedVector vector = query.interest().profile();
        state.update(new ProfileVector(vector, query.revision(), known.revision(), known.epoch()));
        if (known.revision() <= query.revision()) {
            out.collect(complete(query, vector));
        }
    }

    private void tellAgain(Context context) {
        TimerService timers = context.timerService();
        timers.registerProcessingTimeTimer(timers.currentProcessingTime() + onTheWay.toMillis());
    }

    /** A job that was down meanwhile still has on its way what it had then. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Query> out) {
        context.output(ERASED, context.getCurrentKey());
        if (context.timerService().currentProcessingTime() > timestamp + LATE_MS) {
            tellAgain(context);
        }
    }

    private Query complete(Query query, @Nullable QuantizedVector vector) {
        if (vector == null) {
            withoutVector.inc();
        }
        Interest interest = query.interest();
        return query.with(interest.with(vector, requireNonNull(descriptions).of(interest.scenario())));
    }
}
