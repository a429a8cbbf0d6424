package dev.tributary.job.interest;

import dev.tributary.models.vector.QuantizedVector;
import org.jspecify.annotations.Nullable;

/**
 * State of {@link CompleteInterest}: the vector of the user's text profile. About 400 bytes.
 *
 * @param vector null until the first text was encoded
 * @param vectorRevision of the text that the vector was made from
 * @param revision of the newest query that passed
 * @param epoch of the profile, see {@link dev.tributary.job.profile.Query#epoch}
 */
public record ProfileVector(@Nullable QuantizedVector vector, long vectorRevision, long revision, long epoch) {
    @Override
    public String toString() {
        return "ProfileVector[revision " + vectorRevision + "]";
    }
}
