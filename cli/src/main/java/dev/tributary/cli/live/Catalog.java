package dev.tributary.cli.live;

import dev.tributary.schemas.Item;
import dev.tributary.schemas.Recommendation;

/** What people call the items seen lately. Safe for use by many threads. */
final class Catalog {
    /** Some megabytes. */
    private static final int MOST = 20_000;

    private final Newest<String> titles = new Newest<>(MOST);

    synchronized void put(Item item) {
        put(item.getItemId(), item.getTitle());
    }

    synchronized void put(Recommendation list) {
        list.getItems().forEach(item -> put(item.getItemId(), item.getTitle()));
    }

    private void put(String item, String title) {
        if (!title.isBlank()) {
            titles.put(item, title);
        }
    }

    /** @return the title, or the id where no title is known */
    synchronized String title(String item) {
        return titles.getOrDefault(item, item);
    }
}
