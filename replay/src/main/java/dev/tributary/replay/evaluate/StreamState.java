package dev.tributary.replay.evaluate;

import dev.tributary.models.interest.IndexedItem;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the stream's operators hold between them, in one place and updated at once: profiles, consumed items, visits and the index. */
final class StreamState {
    final ItemIndex index = new ItemIndex();
    private final Map<String, ScenarioSpec> scenarios = new HashMap<>();
    private final Map<String, KnownItem> items = new HashMap<>();
    private final Map<String, Long> visits = new HashMap<>();
    private final Map<String, UserProfile> profiles = new HashMap<>();
    private final Map<String, LongOpenHashSet> consumed = new HashMap<>();

    StreamState(List<ScenarioSpec> scenarios) {
        scenarios.forEach(scenario -> this.scenarios.put(scenario.id(), scenario));
    }

    /** @param begin when items without a date count as published */
    void put(Item item, @Nullable QuantizedVector vector, long begin) {
        items.put(item.getItemId(), new KnownItem(item.getTitle(), item.getCategories(), vector));
        index.put(new IndexedItem(
                item.getItemId(),
                item.getScenario(),
                item.getTitle(),
                vector,
                item.getPublishedAt() == null ? begin : item.getPublishedAt().toEpochMilli(),
                item.getExpiresAt() == null
                        ? Long.MAX_VALUE
                        : item.getExpiresAt().toEpochMilli()));
    }

    UserProfile profile(String userId) {
        return profiles.getOrDefault(userId, UserProfile.empty());
    }

    long visits(String itemId) {
        return visits.getOrDefault(itemId, 0L);
    }

    Interest interest(Behavior behavior, @Nullable QuantizedVector description) {
        return profile(behavior.getUserId())
                .interest(
                        behavior.getScenario(),
                        behavior.getOccurredAt().toEpochMilli(),
                        hidden(behavior.getUserId(), behavior.getScenario()))
                .with(null, description);
    }

    private long[] hidden(String userId, String scenario) {
        LongOpenHashSet keys = consumed.get(userId);
        return keys == null || repeats(scenario)
                ? new long[0]
                : keys.longStream().sorted().toArray();
    }

    void update(Behavior behavior) {
        String userId = behavior.getUserId();
        UserProfile before = profile(userId);
        long eventKey = ItemKey.of(behavior.getEventId());
        if (before.hasSeen(eventKey)) {
            return;
        }
        long itemKey = ItemKey.of(behavior.getItemId());
        long at = behavior.getOccurredAt().toEpochMilli();
        index.visit(itemKey, at, before.predecessors(itemKey));
        if (!repeats(behavior.getScenario())) {
            consumed.computeIfAbsent(userId, id -> new LongOpenHashSet()).add(itemKey);
        }
        long count = visits.merge(behavior.getItemId(), 1L, Long::sum);
        KnownItem item = items.getOrDefault(behavior.getItemId(), KnownItem.UNKNOWN);
        var past = new PastBehavior(
                eventKey,
                behavior.getItemId(),
                itemKey,
                behavior.getScenario(),
                behavior.getAction(),
                item.title,
                count,
                at,
                item.vector);
        profiles.put(userId, before.add(past, item.categories));
    }

    private boolean repeats(String scenario) {
        ScenarioSpec spec = scenarios.get(scenario);
        return spec != null && spec.repeats();
    }

    private record KnownItem(
            String title, List<String> categories, @Nullable QuantizedVector vector) {
        static final KnownItem UNKNOWN = new KnownItem("", List.of(), null);
    }
}
