package dev.tributary.job.sink;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Kafka record to be written. A null value is a tombstone. */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record OutgoingRecord(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
    @Override
    public String toString() {
        return "OutgoingRecord[" + (value == null ? "tombstone" : value.length + " bytes") + "]";
    }
}
