package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import dev.tributary.schemas.DeadLetterHeaders;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts the items and behaviors that the job refuses from now on. For one thread. */
public final class RefusalCount implements AutoCloseable {
    /** Null where no job has made the topic yet. */
    private final @Nullable TopicTail records;

    private final TopicNames topics;
    private long total;
    private String first = "";

    public RefusalCount(KafkaAccess kafka) {
        topics = kafka.topics();
        records = tail(kafka);
    }

    private static @Nullable TopicTail tail(KafkaAccess kafka) {
        try {
            return new TopicTail(kafka.properties(), kafka.topics().deadLetters());
        } catch (CannotRunException noTopic) {
            return null;
        }
    }

    /** Reads on until nothing has come for this long. */
    public void awaitQuiet(Duration quiet) {
        boolean goesOn = records != null;
        while (goesOn && records != null) {
            var found = records.poll(quiet);
            found.forEach(this::count);
            goesOn = !found.isEmpty();
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> letter) {
        String topic = header(letter, DeadLetterHeaders.TOPIC);
        if (topic.equals(topics.items()) || topic.equals(topics.behaviors())) {
            if (total == 0) {
                first = header(letter, DeadLetterHeaders.MESSAGE);
            }
            total++;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return RefusalReader.header(letter.headers(), name).orElse("");
    }

    public long total() {
        return total;
    }

    /** @return why the first was refused, empty if none was */
    public String first() {
        return first;
    }

    @Override
    public void close() {
        if (records != null) {
            records.close();
        }
    }
}
