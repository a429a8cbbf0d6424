package dev.tributary.cli.live;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One list as a person reads it, best item first.
 *
 * @param id of the recommendation
 * @param epoch when the profile was begun, epoch milliseconds
 * @param revision behaviors of the user that are reflected
 * @param at when it was made, epoch milliseconds
 */
public record ShownList(
        String id,
        String user,
        String scenario,
        String trigger,
        @Nullable String causedBy,
        @Nullable String degraded,
        long epoch,
        long revision,
        long at,
        List<ShownItem> items) {
    private static final int MOST_ITEMS = 20;
    private static final int MOST_REASONS = 3;

    /** @param reasons in the language of the scenario, the strongest first */
    public record ShownItem(
            String id, String title, int rank, double score, List<String> sources, List<String> reasons) {}

    static ShownList of(Recommendation list) {
        return new ShownList(
                list.getRecommendationId(),
                list.getUserId(),
                list.getScenario(),
                list.getTrigger().name(),
                list.getCausedBy(),
                list.getDegraded(),
                list.getEpoch(),
                list.getRevision(),
                list.getGeneratedAt().toEpochMilli(),
                list.getItems().stream().limit(MOST_ITEMS).map(ShownList::item).toList());
    }

    Revision knows() {
        return new Revision(epoch, revision);
    }

    private static ShownItem item(RecommendedItem item) {
        return new ShownItem(
                item.getItemId(),
                item.getTitle().isEmpty() ? item.getItemId() : item.getTitle(),
                item.getRank(),
                item.getScore(),
                List.copyOf(item.getSources()),
                item.getReasons().stream()
                        .limit(MOST_REASONS)
                        .map(reason -> reason.getText())
                        .toList());
    }
}
