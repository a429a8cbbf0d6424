package dev.tributary.cli.demo;

import dev.tributary.replay.data.ReplayData;
import dev.tributary.schemas.Item;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What people call the items of a replay. Read in the background; an item whose title is not known yet is called by its id. */
final class Titles {
    /** Some tens of megabytes. */
    private static final long MOST = 200_000;

    private final Map<String, String> byItem = new ConcurrentHashMap<>();

    Titles(ReplayData data) {
        var thread = new Thread(() -> read(data), "read-titles");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(ReplayData data) {
        try (var items = data.items()) {
            items.limit(MOST).forEach(this::put);
        }
    }

    private void put(Item item) {
        if (!item.getTitle().isBlank()) {
            byItem.put(item.getItemId(), item.getTitle());
        }
    }

    String of(String item) {
        return byItem.getOrDefault(item, item);
    }
}
