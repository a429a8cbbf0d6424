package dev.tributary.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever follows interests recommends well in this world, whoever follows popularity alone only moderately: both are worth something. */
class WorldRewardsInterestTest {
    private static final int LEARNED = 20_000;
    private static final int ASKED = 2_000;
    private static final int RECENT = 20;
    private static final int LIST = 10;

    private final World world = World.create(WorldSettings.of(5, "en").withUsers(200));
    private final Map<String, Item> items = world.items().collect(Collectors.toMap(Item::getItemId, item -> item));
    private final Map<String, String> interests = items.values().stream()
            .collect(Collectors.toMap(
                    Item::getItemId, item -> item.getAttributes().get("interest")));
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Deque<String>> recent = new HashMap<>();
    private final Map<String, Set<String>> touched = new HashMap<>();

    @Test
    void followingInterestsBeatsPopularityAndPopularityBeatsChance() {
        List<Behavior> behaviors = world.behaviors().limit(LEARNED + ASKED).toList();
        behaviors.subList(0, LEARNED).forEach(this::learn);
        int asked = 0;
        int byInterest = 0;
        int byPopularity = 0;
        for (Behavior behavior : behaviors.subList(LEARNED, behaviors.size())) {
            if (isNew(behavior)) {
                asked++;
                byPopularity += isListed(behavior, this::popularity) ? 1 : 0;
                byInterest += isListed(behavior, item -> popularity(item) * share(behavior.getUserId(), item)) ? 1 : 0;
            }
            learn(behavior);
        }
        double chance = (double) LIST / 500;
        assertThat((double) byPopularity / asked).isBetween(2 * chance, 0.25);
        assertThat(byInterest).isGreaterThan(3 * byPopularity);
    }

    private void learn(Behavior behavior) {
        counts.merge(behavior.getItemId(), 1, Integer::sum);
        touched.computeIfAbsent(behavior.getUserId(), user -> new HashSet<>()).add(behavior.getItemId());
        Deque<String> last = recent.computeIfAbsent(behavior.getUserId(), user -> new ArrayDeque<>());
        last.addFirst(interest(behavior.getItemId()));
        if (last.size() > RECENT) {
            last.removeLast();
        }
    }

    private boolean isNew(Behavior behavior) {
        return !touchedBy(behavior.getUserId()).contains(behavior.getItemId());
    }

    private boolean isListed(Behavior behavior, ToDoubleFunction<Item> score) {
        Collection<String> known = touchedBy(behavior.getUserId());
        return items.values().stream()
                .filter(item -> item.getScenario().equals(behavior.getScenario()))
                .filter(item -> !known.contains(item.getItemId()))
                .sorted(Comparator.comparingDouble(score).reversed())
                .limit(LIST)
                .anyMatch(item -> item.getItemId().equals(behavior.getItemId()));
    }

    private double popularity(Item item) {
        return 0.1 + counts.getOrDefault(item.getItemId(), 0);
    }

    /** The newest behavior counts most: it shows the interest of the moment. */
    private double share(String user, Item item) {
        double share = 0.001;
        double weight = 1;
        for (String interest : recent.getOrDefault(user, new ArrayDeque<>())) {
            share += interest.equals(interest(item.getItemId())) ? weight : 0;
            weight *= 0.8;
        }
        return share;
    }

    private Set<String> touchedBy(String user) {
        return touched.getOrDefault(user, Set.of());
    }

    private String interest(String item) {
        return interests.getOrDefault(item, "");
    }
}
