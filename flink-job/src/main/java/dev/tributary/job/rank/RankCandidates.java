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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
 * <p>State per query: the answers so far, which lie in memory and are written only if a checkpoint comes before the others; and until a minute
 * after a timeout the mark that late answers are not wanted. Nothing with a single shard.
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
    private transient Map<String, Waiting> held;

    private transient ListState<ShardAnswer> answers;
    private transient ValueState<Long> deadline;
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
    public void use(KeyContext context) {
        keys = context;
    }

    @Override
    public void open(OpenContext context) {
        held = new HashMap<>();
        answers = getRuntimeContext().getListState(new ListStateDescriptor<>("answers", ShardAnswer.class));
        deadline = getRuntimeContext().getState(new ValueStateDescriptor<>("deadline", Long.class));
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
        if (answer.shards() == 1) {
            out.collect(list(List.of(answer), context.timerService().currentProcessingTime()));
            return;
        }
        Waiting waiting = held.get(answer.query().id());
        if (waiting == null) {
            Long due = deadline.value();
            if (due != null && due < 0) {
                return; // too late: the list went out without this shard
            }
            waiting = due == null ? begin(context) : new Waiting(read(), due);
            held.put(answer.query().id(), waiting);
        }
        waiting.answers.add(answer);
        if (waiting.answers.size() == answer.shards()) {
            context.timerService().deleteProcessingTimeTimer(waiting.due);
            forget(answer.query().id(), waiting);
            out.collect(list(waiting.answers, context.timerService().currentProcessingTime()));
        }
    }

    private Waiting begin(Context context) {
        long due = context.timerService().currentProcessingTime()
                + config.timeout().toMillis();
        context.timerService().registerProcessingTimeTimer(due);
        return new Waiting(new ArrayList<>(), due);
    }

    private void forget(String queryId, Waiting waiting) {
        held.remove(queryId);
        if (waiting.inState > 0) {
            answers.clear();
            deadline.clear();
        }
    }

    @Override
    public void writeAll() throws Exception {
        KeyContext queries = Objects.requireNonNull(keys);
        for (var entry : held.entrySet()) {
            Waiting waiting = entry.getValue();
            if (waiting.inState < waiting.answers.size()) {
                queries.setCurrentKey(entry.getKey());
                answers.update(waiting.answers);
                deadline.update(waiting.due);
                waiting.inState = waiting.answers.size();
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RankedList> out) throws Exception {
        Waiting waiting = held.remove(context.getCurrentKey());
        List<ShardAnswer> soFar = waiting == null ? read() : waiting.answers;
        answers.clear();
        if (soFar.isEmpty()) {
            deadline.clear();
            return;
        }
        deadline.update(-timestamp);
        context.timerService().registerProcessingTimeTimer(timestamp + LATE_MS);
        out.collect(list(soFar, timestamp));
    }

    private List<ShardAnswer> read() throws Exception {
        var list = new ArrayList<ShardAnswer>();
        answers.get().forEach(list::add);
        return list;
    }

    /** The answers to one query so far. */
    private static final class Waiting {
        private final List<ShardAnswer> answers;
        private final long due;
        /** How many of them are in state too. */
        private int inState;

        /** @param answers those that are in state */
        private Waiting(List<ShardAnswer> answers, long due) {
            this.answers = answers;
            this.due = due;
            this.inState = answers.size();
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
