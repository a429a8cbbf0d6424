package dev.tributary.replay.imports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import wrote and what it left out.
 *
 * @param untitled items among {@code items} that only behaviors named, so that nothing but their id is known
 * @param first time of the earliest behavior
 * @param last time of the latest behavior
 * @param rejects rows left out, by reason, most frequent first
 */
public record ImportReport(
        long items,
        long untitled,
        long behaviors,
        @Nullable Instant first,
        @Nullable Instant last,
        List<Rejected> rejects) {
    public ImportReport {
        rejects = List.copyOf(rejects);
    }

    /**
     * @param reason a short stable code
     * @param example the first such row: where it stands and what is wrong with it
     */
    public record Rejected(String reason, long count, String example) {}
}
