package dev.tributary.job.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks about a user: a list now, or to forget the user.
 *
 * @param erase whether to forget the user; then only the user id and the time count
 * @param limit items wanted, 0 for the scenario's own length
 * @param at the moment to answer for, epoch milliseconds
 * @param recordedAt time of the Kafka record, epoch milliseconds
 * @param trace W3C traceparent of the record, if it had one
 */
public record UserCommand(
        String userId,
        boolean erase,
        String requestId,
        String scenario,
        Map<String, String> context,
        int limit,
        List<String> candidates,
        List<String> exclude,
        boolean includeProfile,
        long at,
        long recordedAt,
        @Nullable String trace) {
    @Override
    public String toString() {
        return (erase ? "Erasure" : "Request") + "[recorded at " + recordedAt + "]";
    }
}
