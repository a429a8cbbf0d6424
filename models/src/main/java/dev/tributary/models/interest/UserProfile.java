package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Vectors;
import it.unimi.dsi.fastutil.objects.Object2ObjectArrayMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user: the newest behaviors, and a decayed taste per scenario.
 *
 * <p>Immutable. The newest {@value #RECENT} behaviors keep their vectors and are ordered by event time, so what scores are made of does not
 * depend on the order of arrival as long as a behavior is not later than {@value #RECENT} others of its user. (The weights of the terms in the
 * text profile do a little: they decay with every arrival.)
 *
 * @param history at most {@value #HISTORY} behaviors, oldest first
 * @param seen hashes of the last {@value #SEEN} event ids, oldest first
 * @param behaviors number of behaviors ever added; the revision of everything made from this profile
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record UserProfile(List<PastBehavior> history, Map<String, Taste> tastes, long[] seen, long behaviors) {
    public static final int HISTORY = 50;
    public static final int RECENT = 10;
    public static final int SEEN = 128;
    /** How many items before it a visit is linked with. */
    public static final int LINKED = 20;
    /** Weight of an item in the mean relative to the next newer one. */
    static final float MEAN_DECAY = 0.7f;
    /** Weight of an item in co-visitation relative to the next newer one. */
    static final float TRAIL_DECAY = 0.8f;
    /** Exponent that tames popular past items in co-visitation. */
    static final double VISITS_EXPONENT = 0.7;

    public static UserProfile empty() {
        return new UserProfile(List.of(), Map.of(), new long[0], 0);
    }

    /** @return whether the event was added already, as far as the last {@value #SEEN} events tell */
    public boolean hasSeen(long eventKey) {
        return contains(seen, seen.length, eventKey);
    }

    /**
     * Adds one behavior.
     *
     * @param categories what its item is about, for the text profile
     */
    public UserProfile add(PastBehavior behavior, List<String> categories) {
        Map<String, Taste> tastesAfter = copy(tastes);
        Taste taste = tastes.getOrDefault(behavior.scenario(), Taste.none());
        tastesAfter.put(behavior.scenario(), taste.count(categories));

        var after = new ArrayList<>(history);
        int position = after.size();
        while (position > 0 && behavior.isBefore(after.get(position - 1))) {
            position--;
        }
        after.add(position, behavior);
        int leaving = after.size() - RECENT - 1;
        if (leaving >= 0) {
            leaveRecent(after, Math.min(leaving, position), leaving, tastesAfter);
        }
        if (after.size() > HISTORY) {
            after.remove(0);
        }
        return new UserProfile(after, tastesAfter, append(seen, behavior.eventKey()), behaviors + 1);
    }

    /** Of the few scenarios of a user: to look at each is faster than to hash, and to copy two arrays much faster than to fill a hash map. */
    private static Map<String, Taste> copy(Map<String, Taste> tastes) {
        return tastes instanceof Object2ObjectArrayMap<String, Taste> few
                ? few.clone()
                : new Object2ObjectArrayMap<>(
                        tastes.keySet().toArray(), tastes.values().toArray());
    }

    private static void leaveRecent(List<PastBehavior> history, int from, int to, Map<String, Taste> tastes) {
        for (int i = from; i <= to; i++) {
            PastBehavior old = history.get(i);
            QuantizedVector vector = old.vector();
            if (vector != null) {
                Taste taste = tastes.get(old.scenario());
                if (taste != null) {
                    tastes.put(old.scenario(), taste.fold(vector));
                }
                history.set(i, old.withoutVector());
            }
        }
    }

    private static long[] append(long[] keys, long key) {
        int kept = Math.min(keys.length, SEEN - 1);
        var after = new long[kept + 1];
        System.arraycopy(keys, keys.length - kept, after, 0, kept);
        after[kept] = key;
        return after;
    }

    /**
     * Keys of the items that a new visit of {@code itemKey} comes after: at most {@value #LINKED}, newest first. Taken before
     * the visit is added.
     */
    public long[] predecessors(long itemKey) {
        var ordered = new long[LINKED];
        int size = 0;
        for (int i = history.size() - 1; i >= Math.max(0, history.size() - LINKED); i--) {
            long key = history.get(i).itemKey();
            if (key != itemKey && !contains(ordered, size, key)) {
                ordered[size++] = key;
            }
        }
        return Arrays.copyOf(ordered, size);
    }

    /** For so few, looking at each is faster than a set. */
    private static boolean contains(long[] keys, int size, long key) {
        for (int i = 0; i < size; i++) {
            if (keys[i] == key) {
                return true;
            }
        }
        return false;
    }

    /** The user's side of f for one scenario, without the vectors made elsewhere. */
    public Interest interest(String scenario, long at, long[] hidden) {
        List<PastBehavior> recent = recent();
        var trail = Trail.of(history, scenario);
        return new Interest(
                scenario,
                at,
                recent.isEmpty() ? null : recent.get(0).vector(),
                decayedMean(recent),
                scenarioMean(scenario, recent),
                null,
                null,
                recent,
                trail.keys(),
                trail.weights(),
                trail.evenWeights(),
                trail.inScenario(),
                trail.visits(),
                trail.at(),
                hidden);
    }

    /** @return the newest behaviors, newest first */
    public List<PastBehavior> recent() {
        var recent = new ArrayList<PastBehavior>(RECENT);
        for (int i = history.size() - 1; i >= Math.max(0, history.size() - RECENT); i--) {
            recent.add(history.get(i));
        }
        return recent;
    }

    private static @Nullable QuantizedVector decayedMean(List<PastBehavior> newestFirst) {
        var sum = new Sum();
        float weight = 1;
        for (PastBehavior behavior : newestFirst) {
            sum.add(behavior.vector(), weight);
            weight *= MEAN_DECAY;
        }
        return sum.unit();
    }

    private @Nullable QuantizedVector scenarioMean(String scenario, List<PastBehavior> newestFirst) {
        var sum = new Sum();
        float weight = 1;
        for (PastBehavior behavior : newestFirst) {
            if (behavior.vector() != null && behavior.scenario().equals(scenario)) {
                sum.add(behavior.vector(), weight);
                weight *= Taste.DECAY;
            }
        }
        Taste taste = tastes.get(scenario);
        sum.add(taste == null ? null : taste.folded(), weight);
        return sum.unit();
    }

    /** A weighted sum of vectors, of which there may be none. */
    private static final class Sum {
        private float @Nullable [] floats;

        void add(@Nullable QuantizedVector vector, float weight) {
            if (vector != null) {
                if (floats == null) {
                    floats = new float[vector.dimension()];
                }
                vector.addTo(floats, weight);
            }
        }

        @Nullable
        QuantizedVector unit() {
            return floats == null ? null : QuantizedVector.of(Vectors.normalize(floats));
        }
    }
}
