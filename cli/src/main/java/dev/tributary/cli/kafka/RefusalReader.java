package dev.tributary.cli.kafka;

import dev.tributary.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Reads the dead letters from now on, to learn why a record was refused. For one thread. */
final class RefusalReader implements AutoCloseable {
    private final TopicTail records;

    /** When this returns, every refusal written later will be read. */
    RefusalReader(KafkaAccess kafka) {
        records = new TopicTail(kafka.properties(), kafka.topics().deadLetters());
    }

    /** @return why the record with this value was refused, if that came to light meanwhile */
    Optional<String> poll(byte[] value) {
        Optional<String> refusal = Optional.empty();
        for (var record : records.poll(Duration.ZERO)) {
            if (Arrays.equals(record.value(), value)) {
                refusal = Optional.of(
                        header(record.headers(), DeadLetterHeaders.MESSAGE).orElse("no reason is given"));
            }
        }
        return refusal;
    }

    /** @return a header of a dead letter as text */
    static Optional<String> header(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        records.close();
    }
}
