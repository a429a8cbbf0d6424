package dev.tributary.replay.feed;

import dev.tributary.replay.data.ReplayData;
import dev.tributary.schemas.Item;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The items published in the midst of the behaviors, in memory until their time comes. */
final class LaterItems {
    private final Queue<Item> waiting;

    private LaterItems(Queue<Item> waiting) {
        this.waiting = waiting;
    }

    static LaterItems of(ReplayData data, Instant first) {
        try (Stream<Item> items = data.items()) {
            return new LaterItems(items.filter(item -> isLater(item, first))
                    .sorted(Comparator.comparing(Item::getPublishedAt))
                    .collect(Collectors.toCollection(ArrayDeque::new)));
        }
    }

    /** @param first time of the first behavior */
    static boolean isLater(Item item, Instant first) {
        return item.getPublishedAt() != null && item.getPublishedAt().isAfter(first);
    }

    /** Removes and returns those published at or before {@code time}. */
    List<Item> until(Instant time) {
        List<Item> published = new ArrayList<>();
        for (Item item = waiting.peek(); item != null && !isLater(item, time); item = waiting.peek()) {
            published.add(item);
            waiting.remove();
        }
        return published;
    }
}
