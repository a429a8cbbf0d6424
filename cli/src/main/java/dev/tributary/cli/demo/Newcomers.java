package dev.tributary.cli.demo;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which of the items on the screen were not there a moment ago. For one thread. */
final class Newcomers {
    private static final long NEW_MS = 3_000;

    private final Map<String, Set<String>> shown = new HashMap<>();
    private final Map<String, Long> cameAt = new HashMap<>();

    /** Forgets all that was shown, so that another user's lists do not count as changes. */
    void clear() {
        shown.clear();
        cameAt.clear();
    }

    /**
     * @param most items of the list that are shown
     * @return ids of items that joined the list within the last three seconds
     */
    Set<String> of(Recommendation list, int most, long nowMs) {
        List<String> ids = list.getItems().stream()
                .limit(most)
                .map(RecommendedItem::getItemId)
                .toList();
        Set<String> before = shown.put(list.getScenario(), new HashSet<>(ids));
        var newcomers = new HashSet<String>();
        for (String id : ids) {
            String place = list.getScenario() + ' ' + id;
            if (before != null && !before.contains(id)) {
                cameAt.put(place, nowMs);
            }
            if (nowMs - cameAt.getOrDefault(place, -NEW_MS) < NEW_MS) {
                newcomers.add(id);
            }
        }
        return newcomers;
    }
}
