package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Small pasts and items to test with. Days count from 1970. */
final class Story {
    static final long DAY = 86_400_000L;
    static final long[] NOTHING_HIDDEN = {};

    private Story() {}

    /** A view of an item; its event id is the item's id and its time. */
    static PastBehavior past(String item, String scenario, long at, float... vector) {
        return new PastBehavior(
                ItemKey.of(item + "@" + at),
                item,
                ItemKey.of(item),
                scenario,
                "view",
                "Title of " + item,
                1,
                at,
                vector.length == 0 ? null : QuantizedVector.of(vector));
    }

    static UserProfile profile(PastBehavior... behaviors) {
        return profile(List.of(behaviors), behavior -> List.of());
    }

    /** @param categories what the item of each is about */
    static UserProfile profile(List<PastBehavior> behaviors, Function<PastBehavior, List<String>> categories) {
        UserProfile profile = UserProfile.empty();
        for (PastBehavior behavior : behaviors) {
            profile = profile.add(behavior, categories.apply(behavior));
        }
        return profile;
    }

    static IndexedItem item(String id, String scenario, float... vector) {
        return item(id, scenario, 0, Long.MAX_VALUE, vector.length == 0 ? null : QuantizedVector.of(vector));
    }

    static IndexedItem item(
            String id, String scenario, long publishedAt, long expiresAt, @Nullable QuantizedVector vector) {
        return new IndexedItem(id, scenario, "Title of " + id, vector, publishedAt, publishedAt, expiresAt);
    }

    static Interest interest(UserProfile profile, String scenario, long at) {
        return profile.interest(scenario, at, NOTHING_HIDDEN);
    }

    static long[] keys(String... items) {
        var keys = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            keys[i] = ItemKey.of(items[i]);
        }
        return keys;
    }
}
