package dev.tributary.job.profile;

import dev.tributary.models.interest.Interest;
import dev.tributary.models.vector.QuantizedVector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A list to be made: whose, for which scenario, why, and the user's side of f.
 *
 * @param id deterministic, the recommendation id
 * @param causedBy event id of the newest behavior, or request id
 * @param limit items wanted
 * @param candidates if not empty, only these are scored
 * @param profileText the text profile, where the slow lane or the asker needs it, else empty
 * @param showProfile whether the answer carries the text profile
 * @param revision number of the user's behaviors reflected
 * @param epoch when the profile was begun, epoch milliseconds; one begun anew, after an erasure, long idleness or a start without state, has a later one
 * @param occurredAt event time of the cause, epoch milliseconds
 * @param recordedAt time of the cause's Kafka record, epoch milliseconds
 * @param trace W3C traceparent of the cause, if it had one
 */
@TypeInfo(QueryCodec.class)
public record Query(
        String id,
        String userId,
        Trigger trigger,
        @Nullable String causedBy,
        int limit,
        Interest interest,
        List<String> candidates,
        Map<String, String> context,
        String profileText,
        boolean showProfile,
        long revision,
        long epoch,
        long occurredAt,
        long recordedAt,
        @Nullable String trace) {

    /** Why a list is made; an erasure makes none but travels the same way, so that it overtakes nothing. */
    public enum Trigger {
        BEHAVIOR,
        PROFILE_TEXT,
        REQUEST,
        ERASURE
    }

    /** The id of the list with this cause: the same after a restart. */
    static String id(String userId, String scenario, Trigger trigger, @Nullable String causedBy) {
        String cause = String.join("\n", userId, scenario, trigger.name(), causedBy == null ? "" : causedBy);
        return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public Query withProfileVector(QuantizedVector vector) {
        return with(interest.with(vector, interest.description()));
    }

    public Query with(Interest changed) {
        return new Query(
                id,
                userId,
                trigger,
                causedBy,
                limit,
                changed,
                candidates,
                context,
                profileText,
                showProfile,
                revision,
                epoch,
                occurredAt,
                recordedAt,
                trace);
    }

    @Override
    public String toString() {
        return "Query[" + trigger + ", revision " + revision + "]";
    }
}
