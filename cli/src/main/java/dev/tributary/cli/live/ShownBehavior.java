package dev.tributary.cli.live;

import dev.tributary.schemas.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * One behavior as a person reads it.
 *
 * @param title of the item, its id where the title is not known
 * @param at epoch milliseconds
 */
public record ShownBehavior(
        String event,
        String scenario,
        String item,
        String title,
        String action,
        @Nullable String text,
        long at) {

    static ShownBehavior of(Behavior behavior, Catalog catalog) {
        return new ShownBehavior(
                behavior.getEventId(),
                behavior.getScenario(),
                behavior.getItemId(),
                catalog.title(behavior.getItemId()),
                behavior.getAction(),
                behavior.getText(),
                behavior.getOccurredAt().toEpochMilli());
    }
}
