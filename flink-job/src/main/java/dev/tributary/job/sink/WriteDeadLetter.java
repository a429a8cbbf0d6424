package dev.tributary.job.sink;

import dev.tributary.job.source.DeadLetter;
import dev.tributary.job.source.RawRecord;
import dev.tributary.schemas.DeadLetterHeaders;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a dead letter into a Kafka record: the bytes as they came, the reason in headers. What is too long for Kafka is cut, for a letter that
 * cannot be written would stop the job.
 */
public final class WriteDeadLetter implements MapFunction<DeadLetter, OutgoingRecord> {
    private static final long serialVersionUID = 1;

    private static final int MAX_KEY_BYTES = 16 << 10;
    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private final int maxBytes;

    /** @param maxBytes longer values are cut to this length */
    public WriteDeadLetter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public OutgoingRecord map(DeadLetter letter) {
        RawRecord record = letter.record();
        Map<String, String> headers = new LinkedHashMap<>(record.headers());
        headers.put(DeadLetterHeaders.STAGE, letter.stage());
        headers.put(DeadLetterHeaders.REASON, letter.reason());
        headers.put(DeadLetterHeaders.MESSAGE, message(letter));
        headers.put(DeadLetterHeaders.TOPIC, record.topic());
        headers.put(DeadLetterHeaders.PARTITION, String.valueOf(record.partition()));
        headers.put(DeadLetterHeaders.OFFSET, String.valueOf(record.offset()));
        headers.put(DeadLetterHeaders.TIMESTAMP, String.valueOf(record.timestamp()));
        byte[] value = record.value();
        if (value != null && value.length > maxBytes) {
            headers.put(DeadLetterHeaders.WHOLE_SIZE, String.valueOf(value.length));
        }
        return new OutgoingRecord(beginning(record.key(), MAX_KEY_BYTES), beginning(value, maxBytes), headers);
    }

    private static String message(DeadLetter letter) {
        return letter.message()
                .substring(0, Math.min(MAX_MESSAGE_LENGTH, letter.message().length()));
    }

    private static byte @Nullable [] beginning(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}
