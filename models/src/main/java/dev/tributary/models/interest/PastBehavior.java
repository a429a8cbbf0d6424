package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import org.jspecify.annotations.Nullable;

/**
 * One behavior as a profile remembers it.
 *
 * @param eventKey hash of the event id
 * @param itemKey hash of the item id
 * @param title the item's title, or the user's own words; empty if nothing is known
 * @param visits visits of the item by all users when this behavior happened, at least 1
 * @param at event time, epoch milliseconds
 * @param vector whitened unit vector of the item's text; null if it has none, or if the behavior is no longer among the newest
 */
public record PastBehavior(
        long eventKey,
        String itemId,
        long itemKey,
        String scenario,
        String action,
        String title,
        long visits,
        long at,
        @Nullable QuantizedVector vector) {

    /** @return the same behavior without what only the newest ones need */
    PastBehavior withoutVector() {
        return vector == null
                ? this
                : new PastBehavior(eventKey, itemId, itemKey, scenario, action, title, visits, at, null);
    }

    /** Order of a history: by time, then by event, so that it does not depend on arrival. */
    boolean isBefore(PastBehavior other) {
        return at != other.at ? at < other.at : eventKey < other.eventKey;
    }
}
