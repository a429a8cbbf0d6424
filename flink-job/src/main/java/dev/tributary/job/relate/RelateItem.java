package dev.tributary.job.relate;

import static java.util.Objects.requireNonNull;

import dev.tributary.job.Expiry;
import dev.tributary.job.TimeToLive;
import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.state.WriteBehindValue;
import dev.tributary.job.state.WritesBehind;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Attaches what is known of an item to every behavior on it, and counts its visits, in the order in which they came.
 *
 * <p>A behavior may overtake its item, which has to be encoded first. So the first behaviors on an unknown id wait: until its record comes,
 * or until {@code item-wait} has passed since the first of them. An id is waited for once; where records are missing, lists are not late.
 *
 * <p>State per item: {@link KnownItem}, kept until the item's tombstone, or for {@code idle-ttl} after it expires; the number of visits,
 * forgotten after {@code idle-ttl} without one; while behaviors wait, those behaviors and until when. The first two are
 * {@link WriteBehindValue in memory} for items in demand.
 */
public final class RelateItem extends KeyedCoProcessFunction<String, BehaviorEvent, EncodedItem, RelatedBehavior>
        implements WritesBehind {
    private static final long serialVersionUID = 1;

    private final RelateConfig config;
    private transient @Nullable KeyContext keys;
    private transient WriteBehindValue<KnownItem> known;
    private transient WriteBehindValue<Long> visits;
    private transient ListState<BehaviorEvent> waiting;
    private transient ValueState<Long> waitsUntil;
    private transient Expiry expiry;
    private transient Counter related;
    private transient Counter unknownItems;
    private transient Counter waited;
    private transient Counter items;
    private transient Counter removals;
    private transient Counter expired;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public RelateItem(RelateConfig config) {
        this.config = config;
    }

    @Override
    public void use(KeyContext context, BooleanSupplier room) {
        keys = context;
    }

    @Override
    public void writeAll() throws Exception {
        known.writeAll();
        visits.writeAll();
    }

    @Override
    public void open(OpenContext context) {
        KeyContext itemIds = requireNonNull(keys);
        known = new WriteBehindValue<>(
                getRuntimeContext().getState(new ValueStateDescriptor<>("item", KnownItem.class)),
                itemIds,
                config.inMemory());
        var count = new ValueStateDescriptor<>("visits", Long.class);
        count.enableTimeToLive(TimeToLive.of(config.idleTtl()));
        visits = new WriteBehindValue<>(getRuntimeContext().getState(count), itemIds, config.inMemory());
        // no time to live for these two: the timer ends every wait
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", BehaviorEvent.class));
        waitsUntil = getRuntimeContext().getState(new ValueStateDescriptor<>("waits-until", Long.class));
        expiry = new Expiry(getRuntimeContext(), config.idleTtl());
        var metrics = getRuntimeContext().getMetricGroup();
        related = metrics.counter("related");
        unknownItems = metrics.counter("unknownItems");
        waited = metrics.counter("waited");
        items = metrics.counter("items");
        removals = metrics.counter("removals");
        expired = metrics.counter("expired");
    }

    @Override
    public void processElement1(BehaviorEvent event, Context context, Collector<RelatedBehavior> out) throws Exception {
        KnownItem item = known.value();
        if (item == null && mustWait(context)) {
            waited.inc();
            waiting.add(event);
        } else {
            relate(event, item, context, out);
        }
    }

    /** Begins a wait if this is the first behavior on the item. */
    private boolean mustWait(Context context) throws Exception {
        if (waitsUntil.value() != null) {
            return true;
        }
        if (config.itemWait().isZero() || visits.value() != null) {
            return false;
        }
        long until = context.timerService().currentProcessingTime()
                + config.itemWait().toMillis();
        waitsUntil.update(until);
        context.timerService().registerProcessingTimeTimer(until);
        return true;
    }

    private void relate(BehaviorEvent event, @Nullable KnownItem item, Context context, Collector<RelatedBehavior> out)
            throws Exception {
        long relatedAt = context.timerService().currentProcessingTime();
        Long before = visits.value();
        long now = before == null ? 1 : before + 1;
        visits.update(now);
        if (item == null) {
            unknownItems.inc();
            out.collect(new RelatedBehavior(event, "", List.of(), now, null, relatedAt));
        } else {
            related.inc();
            out.collect(new RelatedBehavior(event, item.title(), item.categories(), now, item.vector(), relatedAt));
        }
    }

    @Override
    public void processElement2(EncodedItem encoded, Context context, Collector<RelatedBehavior> out) throws Exception {
        if (encoded.item().removed()) {
            removals.inc();
            endWait(null, context, out);
            known.clear();
            visits.clear();
            expiry.clear(context.timerService());
        } else {
            items.inc();
            var item = new KnownItem(encoded.item().title(), encoded.item().categories(), encoded.vector());
            known.update(item);
            expiry.set(encoded.item().expiresAt(), context.timerService());
            endWait(item, context, out);
        }
    }

    private void endWait(@Nullable KnownItem item, Context context, Collector<RelatedBehavior> out) throws Exception {
        Long until = waitsUntil.value();
        if (until != null) {
            context.timerService().deleteProcessingTimeTimer(until);
            release(item, context, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RelatedBehavior> out) throws Exception {
        if (expiry.isOver(timestamp)) {
            expired.inc();
            known.clear();
            expiry.clear(context.timerService());
        } else {
            release(null, context, out);
        }
    }

    private void release(@Nullable KnownItem item, Context context, Collector<RelatedBehavior> out) throws Exception {
        for (BehaviorEvent event : waiting.get()) {
            relate(event, item, context, out);
        }
        waiting.clear();
        waitsUntil.clear();
    }
}
