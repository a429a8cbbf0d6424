package dev.tributary.job.profile;

import dev.tributary.job.Scenario;
import dev.tributary.job.TimeToLive;
import dev.tributary.job.relate.RelatedBehavior;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.UserCommand;
import dev.tributary.job.state.WriteBehindValue;
import dev.tributary.job.state.WritesBehind;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.ProfileText;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.interest.Wording;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what users do: drops duplicates, updates the profile, and says which lists must be made anew. Answers requests from the same
 * state, so that an answer never knows less than the lists.
 *
 * <p>State per user: {@link Remembered} (about 7 kB: ten behaviors with vectors, forty without, one vector per scenario) and
 * {@link Consumed} (at most 8 kB by default); both are forgotten {@code idle-ttl} after the last behavior, and those of the users seen last are in memory. Of an erased
 * user nothing is left but, for a day, when the erasure was recorded: a behavior recorded before it may still be on its way, and wait for its
 * item in {@code relate}, and must not bring the user back.
 *
 * <p>A scenario may be taken out of the configuration while a behavior or a request of it is on its way, or a list of it waits: they are dropped.
 */
public final class UpdateProfile extends KeyedCoProcessFunction<String, RelatedBehavior, UserCommand, Query>
        implements WritesBehind {
    private static final long serialVersionUID = 1;

    /** Visits, for the item index. */
    public static final OutputTag<Visit> VISITS = new OutputTag<>("visits") {
        private static final long serialVersionUID = 1;
    };

    /** Queries whose profile text wants to be encoded: the slow lane. */
    public static final OutputTag<Query> TEXTS = new OutputTag<>("texts") {
        private static final long serialVersionUID = 1;
    };

    private static final Duration ERASURES_KEPT = Duration.ofDays(1);

    private final ProfileConfig config;
    private final LinkedHashMap<String, Scenario> scenarios;
    private transient @Nullable KeyContext keys;
    private transient @Nullable BooleanSupplier room;
    private transient WriteBehindValue<Remembered> remembered;
    private transient WriteBehindValue<Consumed> consumed;
    private transient ValueState<Long> erased;
    private transient Names names;
    private transient Counter behaviors;
    private transient Counter duplicates;
    private transient Counter erasedBehaviors;
    private transient Counter unknownScenarios;
    private transient Counter refreshes;
    private transient Counter coalesced;
    private transient Counter gaveWay;
    private transient Pace pace;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public UpdateProfile(ProfileConfig config, Map<String, Scenario> scenarios) {
        this.config = config;
        this.scenarios = new LinkedHashMap<>(scenarios);
    }

    @Override
    public void use(KeyContext context, BooleanSupplier roomAfter) {
        keys = context;
        room = roomAfter;
    }

    @Override
    public void writeAll() throws Exception {
        remembered.writeAll();
        consumed.writeAll();
    }

    @Override
    public void open(OpenContext context) {
        KeyContext users = Objects.requireNonNull(keys);
        var ttl = TimeToLive.of(config.idleTtl());
        var profile = new ValueStateDescriptor<>("profile", Remembered.class);
        profile.enableTimeToLive(ttl);
        remembered = new WriteBehindValue<>(getRuntimeContext().getState(profile), users, config.inMemory());
        var items = new ValueStateDescriptor<>("consumed", Consumed.class);
        items.enableTimeToLive(ttl);
        consumed = new WriteBehindValue<>(getRuntimeContext().getState(items), users, config.inMemory());
        var erasure = new ValueStateDescriptor<>("erased", Long.class);
        erasure.enableTimeToLive(TimeToLive.of(ERASURES_KEPT));
        erased = getRuntimeContext().getState(erasure);
        names = new Names();
        var metrics = getRuntimeContext().getMetricGroup();
        behaviors = metrics.counter("behaviors");
        duplicates = metrics.counter("duplicates");
        erasedBehaviors = metrics.counter("erasedBehaviors");
        unknownScenarios = metrics.counter("unknownScenarios");
        refreshes = metrics.counter("refreshes");
        coalesced = metrics.counter("coalesced");
        gaveWay = metrics.counter("gaveWay");
        pace = new Pace();
        metrics.gauge("msBetweenLists", (Gauge<Double>) pace::between);
    }

    @Override
    public void processElement1(RelatedBehavior related, Context context, Collector<Query> out) throws Exception {
        BehaviorEvent event = related.event();
        long now = context.timerService().currentProcessingTime();
        pace.observe(now, now - related.relatedAt(), now - event.recordedAt());
        if (isUnknown(event.scenario())) {
            return;
        }
        Remembered known = remembered.value();
        Remembered before = known == null ? Remembered.begin(now, erasedAt()) : known;
        if (event.recordedAt() <= before.erasedAt()) {
            erasedBehaviors.inc();
            return;
        }
        long eventKey = ItemKey.of(event.eventId());
        if (before.profile().hasSeen(eventKey)) {
            duplicates.inc();
            return;
        }
        behaviors.inc();
        long itemKey = ItemKey.of(event.itemId());
        context.output(
                VISITS,
                new Visit(event.itemId(), event.occurredAt(), before.profile().predecessors(itemKey)));
        consume(event, itemKey);
        String own = names.one(event.scenario());
        var changed = before.profile().add(past(related, own, eventKey, itemKey), names.each(related.categories()));
        var after = before.add(changed, event);
        var hidden = new Hidden();
        for (String scenario : toRefresh(after, own)) {
            after = refresh(after, hidden, scenario, now, context, out);
        }
        pace.wait(after.waiting().size() - before.waiting().size());
        remembered.update(encodeText(after, hidden, event.scenario(), context));
    }

    /** Counts a record of a scenario that was configured when it was read, and is not any more. */
    private boolean isUnknown(String scenario) {
        if (scenarios.containsKey(scenario)) {
            return false;
        }
        unknownScenarios.inc();
        return true;
    }

    private long erasedAt() throws Exception {
        Long at = erased.value();
        return at == null ? Remembered.NEVER : at;
    }

    private PastBehavior past(RelatedBehavior related, String scenario, long eventKey, long itemKey) {
        BehaviorEvent event = related.event();
        return new PastBehavior(
                eventKey,
                event.itemId(),
                itemKey,
                scenario,
                names.one(event.action()),
                words(related.title(), event.text()),
                related.visits(),
                event.occurredAt(),
                related.vector());
    }

    private static String words(String title, String text) {
        if (title.isEmpty() || text.isEmpty()) {
            return title + text;
        }
        return title + ": " + text;
    }

    /** What was there already is written again, for each behavior begins the time to live of all that is known of its user anew. */
    private void consume(BehaviorEvent event, long itemKey) throws Exception {
        Consumed known = consumed.value();
        Consumed before = known == null ? Consumed.NONE : known;
        if (!scenario(event.scenario()).repeats()) {
            consumed.update(before.add(itemKey, config.consumedLimit()));
        } else if (known != null) {
            consumed.update(known);
        }
    }

    private Collection<String> toRefresh(Remembered user, String own) {
        return switch (config.refresh()) {
            case OWN -> List.of(own);
            case ACTIVE -> active(user, own);
            case ALL -> {
                Set<String> all = new LinkedHashSet<>(List.of(own));
                all.addAll(scenarios.keySet());
                yield all;
            }
        };
    }

    private Set<String> active(Remembered user, String own) {
        Set<String> active = new LinkedHashSet<>(List.of(own));
        for (String scenario : new TreeSet<>(user.profile().tastes().keySet())) {
            if (scenarios.containsKey(scenario)) {
                active.add(scenario);
            }
        }
        return active;
    }

    /**
     * The first behavior after a pause refreshes at once; what follows within the interval waits for its end and shares one refresh. Whose turn
     * it is not yet, because behaviors come faster than lists can be made, waits in the same way.
     */
    private Remembered refresh(
            Remembered user, Hidden hidden, String scenario, long now, Context context, Collector<Query> out)
            throws Exception {
        long refreshedAt = user.refreshedAt(scenario);
        long due = due(refreshedAt, now);
        boolean isDue = now >= due;
        boolean staysPutOff = !isDue || pace.isBehind(); // else the timer may be far off, from when many waited
        boolean clockWasSetBack = refreshedAt > now; // else the timer set before would hold up what waits
        if (staysPutOff && !clockWasSetBack && user.waiting().contains(scenario)) {
            coalesced.inc();
            return user;
        }
        if (isDue && hasTurn(now)) {
            out.collect(refreshQuery(user, hidden, context.getCurrentKey(), scenario));
            refreshes.inc();
            return user.refreshed(scenario, now);
        }
        coalesced.inc();
        if (isDue) {
            giveWay(now, context);
        } else {
            context.timerService().registerProcessingTimeTimer(due);
        }
        return user.putOff(scenario);
    }

    private long due(long refreshedAt, long now) {
        return refreshedAt == Remembered.NEVER || refreshedAt > now
                ? now
                : refreshedAt + config.refreshInterval().toMillis();
    }

    private boolean hasTurn(long now) {
        return config.refreshInterval().isZero() || pace.take(now);
    }

    /** Lists that one record asks for, and that give way together, wait for the same moment: the pace is told of them afterwards. */
    private void giveWay(long now, Context context) {
        gaveWay.inc();
        context.timerService().registerProcessingTimeTimer(pace.retry(now));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Query> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        if (!Objects.requireNonNull(room).getAsBoolean() || !hasTurn(now)) {
            giveWay(now, context); // before the state is read: many may wait
            return;
        }
        Remembered user = remembered.value();
        if (user == null || user.waiting().isEmpty()) {
            return;
        }
        var hidden = new Hidden();
        int made = 0;
        for (String scenario : new TreeSet<>(user.waiting())) {
            if (isUnknown(scenario)) {
                user = user.without(scenario);
            } else if (now >= due(user.refreshedAt(scenario), now)) {
                out.collect(refreshQuery(user, hidden, context.getCurrentKey(), scenario));
                refreshes.inc();
                made++;
                user = user.refreshed(scenario, now);
            }
        }
        pace.served(made);
        pace.takeMore(Math.max(0, made - 1));
        remembered.update(user);
    }

    private Remembered encodeText(Remembered user, Hidden hidden, String scenario, Context context) throws Exception {
        long changes = user.profile().behaviors() - user.encodedRevision();
        if (config.textAfter() == 0 || changes < config.textAfter() || pace.isBehind()) {
            return user;
        }
        String text = ProfileText.of(user.profile(), wording(scenario));
        if (text.isEmpty()) {
            return user;
        }
        context.output(
                TEXTS,
                query(
                        user,
                        hidden,
                        context.getCurrentKey(),
                        scenario,
                        Query.Trigger.PROFILE_TEXT,
                        user.newest(),
                        text));
        return user.encoded();
    }

    @Override
    public void processElement2(UserCommand command, Context context, Collector<Query> out) throws Exception {
        Remembered known = remembered.value();
        if (command.erase()) {
            pace.served(known == null ? 0 : known.waiting().size());
            remembered.clear();
            consumed.clear();
            erased.update(command.recordedAt());
            out.collect(erasure(command));
            return;
        }
        if (isUnknown(command.scenario())) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        out.collect(answer(known == null ? Remembered.begin(now, Remembered.NEVER) : known, command));
    }

    private Query refreshQuery(Remembered user, Hidden hidden, String userId, String scenario) throws Exception {
        return query(user, hidden, userId, scenario, Query.Trigger.BEHAVIOR, user.newest(), "");
    }

    private Query query(
            Remembered user,
            Hidden hidden,
            String userId,
            String scenario,
            Query.Trigger trigger,
            @Nullable String causedBy,
            String profileText)
            throws Exception {
        return new Query(
                Query.id(userId, scenario, trigger, causedBy),
                userId,
                trigger,
                causedBy,
                scenario(scenario).listLength(),
                user.profile().interest(scenario, user.newestAt(), hidden.in(scenario(scenario))),
                List.of(),
                Map.of(),
                profileText,
                false,
                user.profile().behaviors(),
                user.epoch(),
                user.newestAt(),
                user.newestRecordedAt(),
                user.newestTrace());
    }

    private Query answer(Remembered user, UserCommand request) throws Exception {
        Scenario scenario = scenario(request.scenario());
        long at = Math.max(request.at(), user.newestAt());
        long[] hidden = union(new Hidden().in(scenario), request.exclude());
        return new Query(
                Query.id(request.userId(), scenario.id(), Query.Trigger.REQUEST, request.requestId()),
                request.userId(),
                Query.Trigger.REQUEST,
                request.requestId(),
                request.limit() == 0 ? scenario.listLength() : request.limit(),
                user.profile().interest(scenario.id(), at, hidden),
                request.candidates(),
                request.context(),
                request.includeProfile() ? ProfileText.of(user.profile(), wording(scenario.id())) : "",
                request.includeProfile(),
                user.profile().behaviors(),
                user.epoch(),
                request.at(),
                request.recordedAt(),
                request.trace());
    }

    private static Query erasure(UserCommand command) {
        var nothing = UserProfile.empty().interest("", command.at(), new long[0]);
        return new Query(
                "",
                command.userId(),
                Query.Trigger.ERASURE,
                null,
                0,
                nothing,
                List.of(),
                Map.of(),
                "",
                false,
                0,
                0,
                command.at(),
                command.recordedAt(),
                command.trace());
    }

    /** The consumed items of the present key, read and sorted at most once for all the lists that one record asks for. */
    private final class Hidden {
        private long @Nullable [] sorted;

        /** @return sorted keys of the items that must not be in a list of the scenario */
        long[] in(Scenario scenario) throws Exception {
            if (scenario.repeats()) {
                return new long[0];
            }
            if (sorted == null) {
                Consumed items = consumed.value();
                sorted = items == null ? new long[0] : items.sorted();
            }
            return sorted;
        }
    }

    private static long[] union(long[] keys, List<String> itemIds) {
        return LongStream.concat(Arrays.stream(keys), itemIds.stream().mapToLong(ItemKey::of))
                .sorted()
                .toArray();
    }

    private Scenario scenario(String id) {
        Scenario scenario = scenarios.get(id);
        if (scenario == null) {
            throw new IllegalStateException("Scenario " + id + " is not configured");
        }
        return scenario;
    }

    private Wording wording(String scenario) {
        return Wording.of(scenario(scenario).language());
    }
}
