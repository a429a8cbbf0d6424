package dev.tributary.replay.feed;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Copies of records with other times, so that what was recorded long ago happens now. */
final class Rebase {
    private Rebase() {}

    /** @param run names this replay: a behavior that happens again is another one, and with the same id it would be dropped as a duplicate */
    static Behavior behavior(Behavior behavior, Instant due, String run) {
        return new Behavior(
                behavior.getEventId() + "@" + run,
                behavior.getUserId(),
                behavior.getScenario(),
                behavior.getItemId(),
                behavior.getAction(),
                behavior.getValue(),
                behavior.getText(),
                behavior.getContext(),
                due.truncatedTo(ChronoUnit.MILLIS),
                behavior.getCausedBy());
    }

    /** @param shift from the recorded time to the present; an item keeps its age and its time until it expires */
    static Item item(Item item, Duration shift) {
        return new Item(
                item.getItemId(),
                item.getScenario(),
                item.getTitle(),
                item.getDescription(),
                item.getCategories(),
                item.getAttributes(),
                moved(item.getPublishedAt(), shift),
                moved(item.getExpiresAt(), shift));
    }

    private static @Nullable Instant moved(@Nullable Instant time, Duration shift) {
        return time == null ? null : time.plus(shift).truncatedTo(ChronoUnit.MILLIS);
    }
}
