package dev.tributary.job.source;

import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A behavior, checked.
 *
 * @param text the user's own words, empty if there are none
 * @param occurredAt event time, epoch milliseconds, never absurd
 * @param recordedAt time of the Kafka record, epoch milliseconds
 * @param trace W3C traceparent of the record, if it had one
 */
@TypeInfo(BehaviorEventCodec.class)
public record BehaviorEvent(
        String eventId,
        String userId,
        String scenario,
        String itemId,
        String action,
        String text,
        long occurredAt,
        long recordedAt,
        @Nullable String trace) {
    @Override
    public String toString() {
        return "BehaviorEvent[recorded at " + recordedAt + "]";
    }
}
