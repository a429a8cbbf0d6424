package dev.tributary.job.sink;

import dev.tributary.job.source.DeadLetter;
import dev.tributary.job.source.RawRecord;
import dev.tributary.schemas.DeadLetterHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a dead letter into a Kafka record: the bytes as they came, the reason in headers. */
public final class WriteDeadLetter {
    private WriteDeadLetter() {}

    public static OutgoingRecord record(DeadLetter letter) {
        RawRecord record = letter.record();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DeadLetterHeaders.STAGE, letter.stage());
        headers.put(DeadLetterHeaders.REASON, letter.reason());
        headers.put(DeadLetterHeaders.MESSAGE, letter.message());
        headers.put(DeadLetterHeaders.TOPIC, record.topic());
        headers.put(DeadLetterHeaders.PARTITION, String.valueOf(record.partition()));
        headers.put(DeadLetterHeaders.OFFSET, String.valueOf(record.offset()));
        headers.put(DeadLetterHeaders.TIMESTAMP, String.valueOf(record.timestamp()));
        return new OutgoingRecord(record.key(), record.value(), headers);
    }
}
