package dev.tributary.job.source;

/**
 * A behavior, checked.
 *
 * @param text the user's own words, empty if there are none
 * @param occurredAt event time, epoch milliseconds, never absurd
 * @param recordedAt time of the Kafka record, epoch milliseconds
 */
public record BehaviorEvent(
        String eventId,
        String userId,
        String scenario,
        String itemId,
        String action,
        String text,
        long occurredAt,
        long recordedAt) {}
