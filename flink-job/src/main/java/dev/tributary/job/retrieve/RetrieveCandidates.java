package dev.tributary.job.retrieve;

import dev.tributary.job.Expiry;
import dev.tributary.job.TimeToLive;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.encode.Encoding;
import dev.tributary.job.profile.Query;
import dev.tributary.job.profile.Visit;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.IndexedItem;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.ItemMemory;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Tower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Owns the items of its key groups and searches them for every broadcast query.
 *
 * <p>Keyed state is the truth and rescales with the job; the index in memory is made from it at the first query after a start. State per item:
 * the item with its vector, what visits taught about it, and the visits since that was last written, appended without being read (one blind
 * write per behavior). After {@value #VISITS_PER_MEMORY} of them the index knows the sum and it is written anew.
 *
 * <p>Visits may come before their item, and for some ids no item ever comes. Of an unknown id the latest {@value #EARLY_VISITS} visits are
 * kept, each for {@code early-visits-ttl}; when the item comes they become its own.
 *
 * <p>An item that has expired is in no list that is made for a later moment. A day after, it leaves index and state.
 */
public final class RetrieveCandidates extends KeyedBroadcastProcessFunction<String, ItemUpdate, Query, ShardAnswer>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    /** Queries keep no broadcast state; Flink's API wants a descriptor all the same. */
    public static final MapStateDescriptor<String, String> QUERIES =
            new MapStateDescriptor<>("queries", String.class, String.class);

    private static final Duration KEPT_EXPIRED = Duration.ofDays(1);
    private static final int VISITS_PER_MEMORY = 32;
    private static final int EARLY_VISITS = 32;
    private static final ValueStateDescriptor<IndexedItem> ITEM = new ValueStateDescriptor<>("item", IndexedItem.class);
    private static final ValueStateDescriptor<ItemMemory> MEMORY =
            new ValueStateDescriptor<>("memory", ItemMemory.class);
    private static final ListStateDescriptor<Visit> VISITS = new ListStateDescriptor<>("visits", Visit.class);

    private final RetrieveConfig config;
    private final EncodeConfig encodeConfig;
    private transient ValueState<IndexedItem> item;
    private transient ValueState<ItemMemory> memory;
    private transient ListState<Visit> visits;
    private transient ListState<Visit> early;
    private transient Expiry expiry;
    private transient @Nullable ItemIndex index;
    private transient Ranker ranker;
    private transient @Nullable Tower tower;
    private transient int perSource;
    private transient Counter queries;
    private transient Counter expired;
    private transient Counter unindexed;
    private transient Histogram searchUs;
    private transient boolean restored;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open and initializeState
    public RetrieveCandidates(RetrieveConfig config, EncodeConfig encodeConfig) {
        this.config = config;
        this.encodeConfig = encodeConfig;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.isRestored();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // all of it is keyed state, which Flink snapshots
    }

    @Override
    public void open(OpenContext context) {
        item = getRuntimeContext().getState(ITEM);
        memory = getRuntimeContext().getState(MEMORY);
        visits = getRuntimeContext().getListState(VISITS);
        var unknown = new ListStateDescriptor<>("early-visits", Visit.class);
        unknown.enableTimeToLive(TimeToLive.of(config.earlyVisitsTtl()));
        early = getRuntimeContext().getListState(unknown);
        expiry = new Expiry(getRuntimeContext(), KEPT_EXPIRED);
        try (var encoding = Encoding.open(encodeConfig, getRuntimeContext())) {
            ranker = encoding.model().ranker();
        }
        tower = Encoding.tower(encodeConfig);
        if (!restored) {
            index = emptyIndex();
        }
        perSource = config.perSource(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        var metrics = getRuntimeContext().getMetricGroup();
        queries = metrics.counter("queries");
        expired = metrics.counter("expired");
        unindexed = metrics.counter("unindexed");
        searchUs = metrics.histogram("searchUs", new DescriptiveStatisticsHistogram(10_000));
        metrics.gauge("items", (Gauge<Integer>) () -> index == null ? 0 : index.size());
    }

    private ItemIndex emptyIndex() {
        var empty = new ItemIndex();
        empty.use(tower);
        return empty;
    }

    @Override
    public void processElement(ItemUpdate update, ReadOnlyContext context, Collector<ShardAnswer> out)
            throws Exception {
        if (update.item() != null) {
            put(update.item(), context.timerService());
        } else {
            visit(Objects.requireNonNull(update.visit()));
        }
    }

    private void put(EncodedItem encoded, TimerService timers) throws Exception {
        ItemEvent event = encoded.item();
        if (event.removed()) {
            remove(event.itemId(), timers);
            return;
        }
        IndexedItem before = item.value();
        if (before != null && !before.scenario().equals(event.scenario())) {
            forgetVisits(); // as the index does
        }
        var indexed = new IndexedItem(
                event.itemId(),
                event.scenario(),
                event.title(),
                encoded.vector(),
                event.publishedAt(),
                event.availableAt(),
                event.expiresAt());
        item.update(indexed);
        expiry.set(event.expiresAt(), timers);
        if (index != null) {
            put(indexed, index);
        }
        if (before == null) {
            List<Visit> kept = earlyVisits();
            early.clear();
            long key = ItemKey.of(event.itemId());
            for (Visit visit : kept) {
                learn(visit, key);
            }
        }
    }

    /** An item for which there is no room stays in state: with more subtasks there is. */
    private void put(IndexedItem added, ItemIndex target) {
        if (target.hasRoomFor(added)) {
            target.put(added);
        } else {
            unindexed.inc();
            target.remove(added.itemId());
        }
    }

    private void remove(String itemId, TimerService timers) throws Exception {
        item.clear();
        forgetVisits();
        early.clear();
        expiry.clear(timers);
        if (index != null) {
            index.remove(itemId);
        }
    }

    private void forgetVisits() {
        memory.clear();
        visits.clear();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ShardAnswer> out) throws Exception {
        if (expiry.isOver(timestamp)) {
            expired.inc();
            remove(context.getCurrentKey(), context.timerService());
        }
    }

    private void visit(Visit visit) throws Exception {
        long key = ItemKey.of(visit.itemId());
        if (isKnown(key)) {
            learn(visit, key);
        } else {
            keep(visit);
        }
    }

    /** Of the item of the present key. Until there is an index only the state knows. */
    private boolean isKnown(long key) throws Exception {
        return index == null ? item.value() != null : index.contains(key);
    }

    private void keep(Visit visit) throws Exception {
        List<Visit> kept = earlyVisits();
        if (kept.size() < EARLY_VISITS) {
            early.add(visit);
        } else {
            kept.add(visit);
            // begins the time to live of all of them anew; with the next ones the oldest leave anyhow
            early.update(kept.subList(kept.size() - EARLY_VISITS, kept.size()));
        }
    }

    private List<Visit> earlyVisits() throws Exception {
        var kept = new ArrayList<Visit>();
        early.get().forEach(kept::add);
        return kept;
    }

    private void learn(Visit visit, long key) throws Exception {
        visits.add(visit);
        if (index == null) {
            return;
        }
        index.visit(key, visit.at(), visit.predecessors());
        ItemMemory now = index.memoryAfter(key, VISITS_PER_MEMORY);
        if (now != null) {
            memory.update(now);
            visits.clear();
        }
    }

    @Override
    public void processBroadcastElement(Query query, Context context, Collector<ShardAnswer> out) throws Exception {
        if (index == null) {
            index = rebuild(context);
        }
        queries.inc();
        long start = System.nanoTime();
        Interest interest = query.interest();
        int limit = Math.max(query.limit(), config.candidates());
        List<Candidate> found = query.candidates().isEmpty()
                ? index.best(interest, ranker, perSource, limit)
                : index.score(interest, ranker, query.candidates(), limit);
        searchUs.update((System.nanoTime() - start) / 1_000);
        out.collect(new ShardAnswer(
                query.with(interest.withoutVectors()),
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                found));
    }

    private ItemIndex rebuild(KeyedBroadcastProcessFunction<String, ItemUpdate, Query, ShardAnswer>.Context context)
            throws Exception {
        ItemIndex rebuilt = emptyIndex();
        context.applyToKeyedState(ITEM, (itemId, state) -> {
            IndexedItem stored = state.value();
            if (stored != null) {
                put(stored, rebuilt);
            }
        });
        context.applyToKeyedState(MEMORY, (itemId, state) -> {
            ItemMemory stored = state.value();
            if (stored != null) {
                rebuilt.restore(ItemKey.of(itemId), stored);
            }
        });
        context.applyToKeyedState(VISITS, (itemId, state) -> {
            for (Visit visit : state.get()) {
                rebuilt.visit(ItemKey.of(itemId), visit.at(), visit.predecessors());
            }
        });
        return rebuilt;
    }
}
