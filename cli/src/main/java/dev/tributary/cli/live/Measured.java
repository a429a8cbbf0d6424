package dev.tributary.cli.live;

import org.jspecify.annotations.Nullable;

/**
 * What came of something a person did here.
 *
 * @param event the behavior's or item's id
 * @param scenario of the list that came, empty if the record was refused
 * @param ms from the moment the act was taken in until the list was consumed from Kafka
 * @param rank of the item that was added, 0 if it is not among the first hundred
 * @param shown how many items the list that was asked for after that one shows, 0 for a behavior
 * @param refusal why the job refused it, null if it did not
 */
public record Measured(
        String event,
        String scenario,
        double ms,
        int rank,
        int shown,
        @Nullable String refusal) {}
