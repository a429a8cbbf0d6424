package dev.tributary.cli.kafka;

import dev.tributary.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies in its topic.
 *
 * @param topic where the refused record was, with partition, offset and timestamp
 * @param timestamp of the refused record
 * @param refusedAt when the job refused it
 * @param whole whether the value is all of it: one that was too long for Kafka was cut
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record StoredLetter(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        Instant refusedAt,
        String stage,
        String reason,
        String message,
        boolean whole,
        byte @Nullable [] key,
        byte @Nullable [] value,
        RecordHeaders headers) {
    private static final String ERROR_HEADERS = "tributary.error.";

    static StoredLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new StoredLetter(
                header(record, DeadLetterHeaders.TOPIC),
                (int) number(record, DeadLetterHeaders.PARTITION),
                number(record, DeadLetterHeaders.OFFSET),
                Instant.ofEpochMilli(number(record, DeadLetterHeaders.TIMESTAMP)),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, DeadLetterHeaders.STAGE),
                header(record, DeadLetterHeaders.REASON),
                header(record, DeadLetterHeaders.MESSAGE),
                header(record, DeadLetterHeaders.WHOLE_SIZE).isEmpty(),
                record.key(),
                record.value(),
                original(record));
    }

    /**
     * The refused record once more, byte for byte, with its own headers and its own time: an erasure that came after it still counts.
     *
     * @param partitions that the topic has now; the record goes where it was, if that is still there
     */
    ProducerRecord<byte[], byte[]> again(int partitions) {
        Integer where = partition < partitions ? partition : null;
        return new ProducerRecord<>(topic, where, timestamp.toEpochMilli(), key, value, headers);
    }

    /** @return the value as text, whatever it is */
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static RecordHeaders original(ConsumerRecord<byte[], byte[]> record) {
        var headers = new RecordHeaders();
        for (var header : record.headers()) {
            if (!header.key().startsWith(ERROR_HEADERS)) {
                headers.add(header);
            }
        }
        return headers;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return RefusalReader.header(record.headers(), name).orElse("");
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
        try {
            return Long.parseLong(header(record, name));
        } catch (NumberFormatException foreign) {
            return 0; // somebody else wrote into this topic
        }
    }
}
