package dev.tributary.job.rank;

import dev.tributary.job.Scenario;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.encode.Encoding;
import dev.tributary.job.profile.Query;
import dev.tributary.job.retrieve.ShardAnswer;
import dev.tributary.job.state.WritesBehind;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Explanation;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Slate;
import dev.tributary.models.interest.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Merges what the shards found for one query, orders it and gives the reasons. A list that lacks a shard after the timeout goes out marked as
 * degraded, and so does one that is made while the encoder fails or hangs.
 *
 * <p>Two queries may have one id: a request that was sent twice. Every shard answers queries in the order in which they were made, so an answer
 * belongs to the first list of its id that lacks this shard, even if that one is out already and the answer comes too late.
 *
 * <p>State per query: each {@link OpenList} with the answers so far, until a minute after a timeout without them. They lie in memory and are
 * written only if a checkpoint comes before the other answers, and by later ones only if they have changed. Nothing with a single shard.
 */
public final class RankCandidates extends KeyedProcessFunction<String, ShardAnswer, RankedList>
        implements WritesBehind {
    private static final long serialVersionUID = 1;

    private static final long LATE_MS = 60_000;
    private static final String ENCODER_DOWN = "the encoder fails or hangs: new items and texts are not known yet";

    private final RankConfig config;
    private final EncodeConfig encodeConfig;
    private final LinkedHashMap<String, Scenario> scenarios;
    private transient @Nullable KeyContext keys;
    /** By query. */
    private transient Map<String, Open> held;

    private transient ListState<OpenList> stored;
    private transient @Nullable Encoding encoding;
    private transient Ranker ranker;
    private transient String version;
    private transient Counter degraded;
    private transient Counter emptyLists;
    private transient Histogram latencyMs;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public RankCandidates(RankConfig config, EncodeConfig encodeConfig, Map<String, Scenario> scenarios) {
        this.config = config;
        this.encodeConfig = encodeConfig;
        this.scenarios = new LinkedHashMap<>(scenarios);
    }

    @Override
    public void use(KeyContext context, BooleanSupplier room) {
        keys = context;
    }

    @Override
    public void open(OpenContext context) {
        held = new HashMap<>();
        stored = getRuntimeContext().getListState(new ListStateDescriptor<>("lists", OpenList.class));
        var opened = Encoding.open(encodeConfig, getRuntimeContext());
        encoding = opened;
        ranker = opened.model().ranker();
        version = opened.version();
        var metrics = getRuntimeContext().getMetricGroup();
        degraded = metrics.counter("degraded");
        emptyLists = metrics.counter("emptyLists");
        latencyMs = metrics.histogram("latencyMs", new DescriptiveStatisticsHistogram(10_000));
    }

    @Override
    public void processElement(ShardAnswer answer, Context context, Collector<RankedList> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        if (answer.shards() == 1) {
            out.collect(list(List.of(answer), now));
            return;
        }
        Open open = open(answer.query().id());
        int index = open.lacking(answer);
        if (index < 0) {
            open.lists.add(OpenList.begin(answer, timer(config.timeout().toMillis(), context)));
            return;
        }
        OpenList list = open.lists.get(index).with(answer);
        if (!list.isComplete()) {
            open.lists.set(index, list);
            return;
        }
        open.lists.remove(index);
        if (!open.isDue(list.due())) {
            context.timerService().deleteProcessingTimeTimer(list.due());
        }
        forgetIfEmpty(answer.query().id(), open);
        if (!list.isOut()) {
            out.collect(list(list.answers(), now));
        }
    }

    /** For a change. */
    private Open open(String queryId) throws Exception {
        Open known = held.get(queryId);
        if (known == null) {
            known = new Open(stored.get());
            held.put(queryId, known);
        }
        known.changed = true;
        return known;
    }

    private void forgetIfEmpty(String queryId, Open open) {
        if (open.lists.isEmpty()) {
            held.remove(queryId);
            if (open.inState) {
                stored.clear();
            }
        }
    }

    /** @return when it fires */
    private static long timer(long afterMs, Context context) {
        long due = context.timerService().currentProcessingTime() + afterMs;
        context.timerService().registerProcessingTimeTimer(due);
        return due;
    }

    @Override
    public void writeAll() throws Exception {
        KeyContext queries = Objects.requireNonNull(keys);
        for (var entry : held.entrySet()) {
            Open open = entry.getValue();
            if (open.changed) { // no time to live would begin anew: a timer ends each list
                queries.setCurrentKey(entry.getKey());
                stored.update(open.lists);
                open.inState = true;
                open.changed = false;
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RankedList> out) throws Exception {
        // not the timer's time, which is long past after an outage
        long now = context.timerService().currentProcessingTime();
        Open open = open(context.getCurrentKey());
        for (var lists = open.lists.listIterator(); lists.hasNext(); ) {
            OpenList list = lists.next();
            if (list.due() > timestamp) {
                continue;
            }
            if (list.isOut()) {
                lists.remove();
            } else {
                lists.set(list.out(timer(LATE_MS, context)));
                out.collect(list(list.answers(), now));
            }
        }
        forgetIfEmpty(context.getCurrentKey(), open);
    }

    /** The lists of one id that lack a shard, the one begun first in front. */
    private static final class Open {
        private final List<OpenList> lists = new ArrayList<>();
        private boolean inState;
        /** Since it was written. */
        private boolean changed;

        private Open(@Nullable Iterable<OpenList> stored) {
            if (stored != null) {
                stored.forEach(lists::add);
            }
            inState = !lists.isEmpty();
        }

        /** @return the index of the list that an answer belongs to, -1 for a new one */
        private int lacking(ShardAnswer answer) {
            for (int i = 0; i < lists.size(); i++) {
                if (lists.get(i).lacks(answer)) {
                    return i;
                }
            }
            return -1;
        }

        private boolean isDue(long at) {
            return lists.stream().anyMatch(list -> list.due() == at);
        }
    }

    private RankedList list(List<ShardAnswer> found, long now) {
        Query query = found.get(0).query();
        Interest interest = query.interest();
        var candidates = new ArrayList<Candidate>();
        found.forEach(answer -> candidates.addAll(answer.candidates()));
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::itemId));
        List<Candidate> slate = Slate.of(candidates, query.limit(), config.diversity());
        Ranker.Scorer scorer = ranker.in(interest.scenario(), interest.description());
        Wording wording = wording(interest.scenario());
        List<RankedItem> items = slate.stream()
                .map(item -> new RankedItem(item, Explanation.of(item, interest, scorer, wording, config.reasons())))
                .toList();
        latencyMs.update(now - query.recordedAt());
        if (items.isEmpty()) {
            emptyLists.inc();
        }
        String missing = missing(found);
        if (missing != null) {
            degraded.inc();
        }
        return new RankedList(query, items, version, now, missing);
    }

    private @Nullable String missing(List<ShardAnswer> found) {
        int shards = found.get(0).shards();
        if (found.size() < shards) {
            return found.size() + " of " + shards + " retrieval shards answered in time";
        }
        return encoding == null || encoding.encoder().works(encodeConfig.patience()) ? null : ENCODER_DOWN;
    }

    private Wording wording(String scenario) {
        Scenario configured = scenarios.get(scenario);
        return Wording.of(configured == null ? "en" : configured.language());
    }

    @Override
    public void close() {
        if (encoding != null) {
            encoding.close();
        }
    }
}
