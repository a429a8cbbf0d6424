package dev.tributary.replay.playback;

import dev.tributary.models.interest.IndexedItem;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the stream's operators hold between them, in one place and updated at once: profiles, consumed items, visits and the index. For one
 * thread.
 */
public final class StreamState {
    private final ItemIndex index = new ItemIndex();
    private final Queue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::at));
    private final Map<String, QuantizedVector> descriptions;
    private final Map<String, ScenarioSpec> scenarios = new HashMap<>();
    private final Map<String, KnownItem> items = new HashMap<>();
    private final Map<String, Long> visits = new HashMap<>();
    private final Map<String, UserProfile> profiles = new HashMap<>();
    private final Map<String, LongOpenHashSet> consumed = new HashMap<>();

    /** No behavior yet, and the items that were there before the first. Items without a date count as published with it. */
    public StreamState(Corpus corpus, Whitening whitening) {
        corpus.scenarios().forEach(scenario -> this.scenarios.put(scenario.id(), scenario));
        descriptions = corpus.descriptions(whitening);
        long begin = corpus.behaviors().isEmpty()
                ? 0
                : corpus.behaviors().get(0).getOccurredAt().toEpochMilli();
        for (Item item : corpus.items()) {
            Instant published = item.getPublishedAt();
            if (published == null || published.toEpochMilli() <= begin) {
                put(item, corpus.vector(item, whitening), begin);
            } else {
                later.add(new Later(published.toEpochMilli(), () -> put(item, corpus.vector(item, whitening), begin)));
            }
        }
    }

    /** An item that is published in the midst of the behaviors. */
    private record Later(long at, Runnable arrival) {}

    private void publish(long now) {
        while (!later.isEmpty() && later.peek().at <= now) {
            later.remove().arrival.run();
        }
    }

    private void put(Item item, @Nullable QuantizedVector vector, long begin) {
        items.put(item.getItemId(), new KnownItem(item.getTitle(), item.getCategories(), vector));
        index.put(new IndexedItem(
                item.getItemId(),
                item.getScenario(),
                item.getTitle(),
                vector,
                item.getPublishedAt() == null ? begin : item.getPublishedAt().toEpochMilli(),
                Long.MIN_VALUE, // an item is put when it is published
                item.getExpiresAt() == null
                        ? Long.MAX_VALUE
                        : item.getExpiresAt().toEpochMilli()));
    }

    public ItemIndex index() {
        return index;
    }

    /** @return the encoded description of a scenario, or null for an unknown one */
    public @Nullable QuantizedVector description(String scenario) {
        return descriptions.get(scenario);
    }

    public UserProfile profile(String userId) {
        return profiles.getOrDefault(userId, UserProfile.empty());
    }

    /** @return visits of the item so far */
    public long visits(String itemId) {
        return visits.getOrDefault(itemId, 0L);
    }

    /** @return what is known of the behavior's user just before it, for a list of its scenario */
    public Interest before(Behavior behavior) {
        publish(behavior.getOccurredAt().toEpochMilli());
        return profile(behavior.getUserId())
                .interest(
                        behavior.getScenario(),
                        behavior.getOccurredAt().toEpochMilli(),
                        hidden(behavior.getUserId(), behavior.getScenario()))
                .with(null, description(behavior.getScenario()));
    }

    private long[] hidden(String userId, String scenario) {
        LongOpenHashSet keys = consumed.get(userId);
        return keys == null || repeats(scenario)
                ? new long[0]
                : keys.longStream().sorted().toArray();
    }

    /**
     * Takes in a behavior, as the stream does.
     *
     * @return whether it was new: a duplicate changes nothing
     */
    public boolean update(Behavior behavior) {
        publish(behavior.getOccurredAt().toEpochMilli());
        String userId = behavior.getUserId();
        UserProfile before = profile(userId);
        long eventKey = ItemKey.of(behavior.getEventId());
        if (before.hasSeen(eventKey)) {
            return false;
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
        return true;
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
