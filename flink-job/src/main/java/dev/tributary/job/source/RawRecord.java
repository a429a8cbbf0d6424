package dev.tributary.job.source;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it arrived. It is decoded later, in an operator, because a source that fails on a record would restart the job forever.
 *
 * @param timestamp of the Kafka record, epoch milliseconds
 * @param headers those that {@link Headers} knows
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record RawRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        String topic,
        int partition,
        long offset,
        long timestamp,
        Map<String, String> headers) {

    public static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                record.key(),
                record.value(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                Headers.known(record.headers()));
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
