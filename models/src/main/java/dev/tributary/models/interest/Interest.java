package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's side of f, for one scenario at one moment: everything a shard of the item index needs to find and score items.
 *
 * @param at the moment to score for, epoch milliseconds
 * @param last vector of the newest item, or null
 * @param mean decayed mean over all scenarios, unit length, or null
 * @param scenarioMean decayed mean within the scenario, unit length, or null
 * @param profile the encoded text profile, or null if it was not encoded yet
 * @param description the encoded description of the scenario, or null
 * @param recent the newest behaviors, newest first
 * @param trail item keys of the past, newest first, without repetition
 * @param trailWeights weight of each for co-visitation: recency over visits^alpha
 * @param trailEvenWeights the same without recency
 * @param trailInScenario whether each was in the list's scenario
 * @param trailVisits recency-weighted visits of each by this user, the repeat signal
 * @param trailAt time of the newest visit of each by this user, epoch milliseconds
 * @param hidden sorted item keys that must not be recommended
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record Interest(
        String scenario,
        long at,
        @Nullable QuantizedVector last,
        @Nullable QuantizedVector mean,
        @Nullable QuantizedVector scenarioMean,
        @Nullable QuantizedVector profile,
        @Nullable QuantizedVector description,
        List<PastBehavior> recent,
        long[] trail,
        float[] trailWeights,
        float[] trailEvenWeights,
        boolean[] trailInScenario,
        float[] trailVisits,
        long[] trailAt,
        long[] hidden) {

    /** The same interest, with the vectors that are made outside the profile. */
    public Interest with(@Nullable QuantizedVector profileVector, @Nullable QuantizedVector descriptionVector) {
        return new Interest(
                scenario,
                at,
                last,
                mean,
                scenarioMean,
                profileVector,
                descriptionVector,
                recent,
                trail,
                trailWeights,
                trailEvenWeights,
                trailInScenario,
                trailVisits,
                trailAt,
                hidden);
    }

    /** The same interest without what only the search needs: enough to explain a list. */
    public Interest withoutVectors() {
        return new Interest(
                scenario,
                at,
                null,
                null,
                null,
                null,
                description,
                recent.stream().map(PastBehavior::withoutVector).toList(),
                trail,
                new float[0],
                new float[0],
                new boolean[0],
                new float[0],
                new long[0],
                new long[0]);
    }
}
