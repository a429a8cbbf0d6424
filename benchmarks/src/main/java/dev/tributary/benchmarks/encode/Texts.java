package dev.tributary.benchmarks.encode;

import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.ItemText;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.ProfileText;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.interest.Wording;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the job's encoder gets to read: short texts of items, longer ones of profiles. */
final class Texts {
    private static final int ITEMS_PER_SCENARIO = 5_000;
    private static final int PROFILE_AFTER = 5;

    private Texts() {}

    /** @return different texts, three quarters of items and one quarter of profiles, shuffled; the same at every call */
    static List<String> mixed(int count) {
        var world =
                World.create(WorldSettings.of(1, "en").withItemsPerScenario(Math.min(ITEMS_PER_SCENARIO, count + 10)));
        Set<String> texts = new LinkedHashSet<>();
        int profiles = count / 4;
        addProfiles(world, profiles, texts);
        try (var items = world.items()) {
            items.map(item -> ItemText.of(item.getTitle(), item.getCategories(), item.getDescription()))
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> addUpTo(count, text, texts));
        }
        addProfiles(world, count, texts);
        var shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(count));
        return shuffled;
    }

    private static void addUpTo(int count, String text, Set<String> texts) {
        if (texts.size() < count) {
            texts.add(text);
        }
    }

    private static void addProfiles(World world, int count, Set<String> texts) {
        Map<String, Item> items;
        try (var all = world.items()) {
            items = all.collect(Collectors.toMap(Item::getItemId, Function.identity()));
        }
        var users = new HashMap<String, UserProfile>();
        var wording = Wording.of("en");
        try (var behaviors = world.behaviors()) {
            var next = behaviors.iterator();
            while (texts.size() < count) {
                Behavior behavior = next.next();
                Item item = items.get(behavior.getItemId());
                if (item != null) {
                    UserProfile profile = users.merge(
                            behavior.getUserId(),
                            UserProfile.empty().add(past(behavior, item), item.getCategories()),
                            (before, first) -> before.add(past(behavior, item), item.getCategories()));
                    if (profile.behaviors() % PROFILE_AFTER == 0) {
                        texts.add(ProfileText.of(profile, wording));
                    }
                }
            }
        }
    }

    private static PastBehavior past(Behavior behavior, Item item) {
        return new PastBehavior(
                ItemKey.of(behavior.getEventId()),
                behavior.getItemId(),
                ItemKey.of(behavior.getItemId()),
                behavior.getScenario(),
                behavior.getAction(),
                item.getTitle(),
                1,
                behavior.getOccurredAt().toEpochMilli(),
                null);
    }
}
