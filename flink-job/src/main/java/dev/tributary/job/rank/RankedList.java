package dev.tributary.job.rank;

import dev.tributary.job.profile.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query: items in order, each with its reasons.
 *
 * @param generatedAt wall-clock time, epoch milliseconds
 * @param degraded why the list is less than it should be, or null
 */
public record RankedList(
        Query query,
        List<RankedItem> items,
        String modelVersion,
        long generatedAt,
        @Nullable String degraded) {
    @Override
    public String toString() {
        return "RankedList[" + query + ", " + items.size() + " items]";
    }
}
