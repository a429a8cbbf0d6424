package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a request and waits for its answer. */
public final class Question {
    private static final Duration POLL = Duration.ofMillis(20);

    private Question() {}

    /**
     * @throws CannotRunException if the job refuses the request, or no answer comes in time
     */
    public static Recommendation ask(KafkaAccess kafka, Request request, Duration patience) {
        byte[] value = WireWriter.of(Request.class, WireFormat.AVRO).write(request);
        try (var lists = new ListReader(kafka);
                var refusals = new RefusalReader(kafka)) {
            send(kafka, request.getUserId(), value);
            Instant deadline = Instant.now().plus(patience);
            while (Instant.now().isBefore(deadline)) {
                for (Recommendation list : lists.poll(POLL)) {
                    if (request.getRequestId().equals(list.getCausedBy())) {
                        return list;
                    }
                }
                refusals.poll(value).ifPresent(Question::refused);
            }
        }
        throw new CannotRunException("No answer came within " + patience.toSeconds()
                + " s. Is the job running (`tributary run`)"
                + (request.getScenario().isEmpty()
                        ? ""
                        : ", and does it know the scenario '" + request.getScenario() + "'")
                + "? `tributary dead-letters` shows refused requests.");
    }

    private static void refused(String why) {
        throw new CannotRunException("The job refused the request: " + why + ".");
    }

    private static void send(KafkaAccess kafka, String user, byte[] value) {
        try (var producer =
                new KafkaProducer<>(kafka.properties(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(kafka.topics().requests(), user, value));
            producer.flush();
        }
    }
}
