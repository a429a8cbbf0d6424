package dev.tributary.replay.playback;

import dev.tributary.models.interest.ItemCounts;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Signal;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Popularity as it was at a moment: visits strictly before it, of all users. The moments asked for may not go back. For one thread.
 */
final class EarlierVisits {
    private static final double DAY_MS = 86_400_000d;
    private static final double NEWNESS_DAYS = 30;

    private final List<Behavior> behaviors;
    private final Long2ObjectOpenHashMap<ItemCounts> counts = new Long2ObjectOpenHashMap<>();
    private final Long2LongOpenHashMap publishedAt = new Long2LongOpenHashMap();
    private int next;
    private long now = Long.MIN_VALUE;

    EarlierVisits(Corpus corpus) {
        behaviors = corpus.behaviors();
        counts.defaultReturnValue(ItemCounts.NONE);
        long begin = behaviors.isEmpty() ? 0 : behaviors.get(0).getOccurredAt().toEpochMilli();
        for (Item item : corpus.items()) {
            if (item.getPublishedAt() != null) {
                publishedAt.put(
                        ItemKey.of(item.getItemId()), item.getPublishedAt().toEpochMilli());
            }
        }
        publishedAt.defaultReturnValue(begin);
    }

    /** Counts what happened before the moment. */
    void advance(long moment) {
        now = moment;
        while (next < behaviors.size() && behaviors.get(next).getOccurredAt().toEpochMilli() < moment) {
            Behavior behavior = behaviors.get(next++);
            long key = ItemKey.of(behavior.getItemId());
            counts.put(
                    key,
                    Objects.requireNonNull(counts.get(key))
                            .visit(behavior.getOccurredAt().toEpochMilli()));
        }
    }

    /** Replaces the signals that say when others visited the item; popularity of all time stays as it is. */
    void write(long itemKey, float[] signals) {
        ItemCounts visits = Objects.requireNonNull(counts.get(itemKey));
        float ofAllTime = signals[Signal.POPULARITY_ALL.ordinal()];
        signals[Signal.POPULARITY_1D.ordinal()] = 0;
        signals[Signal.POPULARITY_7D.ordinal()] = 0;
        signals[Signal.POPULARITY_30D.ordinal()] = 0;
        signals[Signal.POPULARITY_90D.ordinal()] = 0;
        signals[Signal.LAST_VISIT.ordinal()] = 0;
        visits.signals(now, signals);
        signals[Signal.POPULARITY_ALL.ordinal()] = ofAllTime;
        long since = Math.max(publishedAt.get(itemKey), visits.first());
        signals[Signal.NEWNESS.ordinal()] = (float) Math.exp(-Math.max(0, now - since) / DAY_MS / NEWNESS_DAYS);
    }
}
