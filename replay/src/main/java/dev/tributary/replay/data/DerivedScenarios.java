package dev.tributary.replay.data;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Guesses the scenarios of data that does not state them: the ids among the items, most items first. Repeats are allowed where more than 5 % of the
 * first 20,000 behaviors repeat an item of the same user; the language is {@code zh} where most titles hold Chinese characters.
 */
public final class DerivedScenarios {
    private static final int SAMPLE = 20_000;
    private static final double REPEATED = 0.05;

    private DerivedScenarios() {}

    public static List<ScenarioSpec> of(ReplayData data) {
        Map<String, Tally> tallies = tallyItems(data);
        tallyBehaviors(data, tallies);
        return tallies.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Tally> entry) -> -entry.getValue().items)
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> entry.getValue().spec(entry.getKey()))
                .toList();
    }

    /** @return for example "drug gm" of "drug-gm" */
    static String readable(String id) {
        String words = id.replaceAll("[-_./\\s]+", " ").strip();
        return words.isEmpty() ? id : words;
    }

    private static Map<String, Tally> tallyItems(ReplayData data) {
        Map<String, Tally> tallies = new HashMap<>();
        try (Stream<Item> items = data.items()) {
            items.forEach(item -> tallies.computeIfAbsent(item.getScenario(), id -> new Tally())
                    .add(item.getTitle()));
        }
        return tallies;
    }

    private static void tallyBehaviors(ReplayData data, Map<String, Tally> tallies) {
        long unfinished = tallies.size();
        try (Stream<Behavior> behaviors = data.behaviors()) {
            for (Iterator<Behavior> all = behaviors.iterator(); unfinished > 0 && all.hasNext(); ) {
                Behavior behavior = all.next();
                Tally tally = tallies.get(behavior.getScenario());
                if (tally != null && tally.behaviors < SAMPLE && tally.isFullAfter(behavior)) {
                    unfinished--;
                }
            }
        }
    }

    private static final class Tally {
        private final Set<UserItem> seen = new HashSet<>();
        private long items;
        private long titles;
        private long chinese;
        private int behaviors;
        private int repeated;

        void add(String title) {
            items++;
            if (!title.isEmpty()) {
                titles++;
                chinese += title.codePoints().anyMatch(Tally::isChinese) ? 1 : 0;
            }
        }

        boolean isFullAfter(Behavior behavior) {
            behaviors++;
            repeated += seen.add(new UserItem(behavior.getUserId(), behavior.getItemId())) ? 0 : 1;
            return behaviors == SAMPLE;
        }

        ScenarioSpec spec(String id) {
            String language = 2 * chinese > titles ? "zh" : "en";
            return new ScenarioSpec(id, readable(id), language, repeated > REPEATED * behaviors);
        }

        private static boolean isChinese(int codePoint) {
            return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
        }
    }

    private record UserItem(String user, String item) {}
}
