package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The dead letters that lie in their topic: to read, and to send again once the cause is mended. For one thread. */
public final class DeadLetterBox {
    private final KafkaAccess kafka;

    public DeadLetterBox(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /**
     * Passes on every letter that is there at the time of the call, in the order of its partition.
     *
     * @throws CannotRunException if there is no such topic
     */
    public void read(Consumer<StoredLetter> each) {
        new TopicReader(kafka.properties())
                .read(kafka.topics().deadLetters(), TopicRange.ALL, record -> each.accept(StoredLetter.of(record)));
    }

    /**
     * Sends letters to the topics they came from, but none that was cut. Equal records are sent once: a record that was refused, sent again and
     * refused again lies here twice.
     *
     * @return how many were sent
     */
    public long send(List<StoredLetter> letters) throws InterruptedException {
        var config = new HashMap<>(kafka.properties());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        Set<List<Object>> sent = new HashSet<>();
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var answers = letters.stream()
                    .filter(letter -> letter.whole() && !letter.topic().isEmpty() && sent.add(content(letter)))
                    .map(letter -> producer.send(
                            letter.again(producer.partitionsFor(letter.topic()).size())))
                    .toList();
            for (var answer : answers) {
                answer.get();
            }
            return answers.size();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new CannotRunException(
                    "Kafka did not take a record: " + cause.getMessage()
                            + ". What was sent before it stays sent; sending it again does no harm.",
                    failure);
        }
    }

    private static List<Object> content(StoredLetter letter) {
        return List.of(letter.topic(), bytes(letter.key()), bytes(letter.value()), letter.timestamp());
    }

    private static ByteBuffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes);
    }
}
