package dev.tributary.cli.live;

import dev.tributary.schemas.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds out which of the records written here became dead letters, and tells the person. Safe for use by many threads. */
final class Refusals implements Acts.Outcome {
    private static final int MOST_OPEN = 1_000;

    private final Newest<Written> written = new Newest<>(MOST_OPEN);
    private final People people;
    private final Traffic traffic;

    private record Written(String id, String user) {}

    Refusals(People people, Traffic traffic) {
        this.people = people;
        this.traffic = traffic;
    }

    @Override
    public synchronized void written(String id, String user, String topic, int partition, long offset) {
        written.put(place(topic, String.valueOf(partition), String.valueOf(offset)), new Written(id, user));
    }

    @Override
    public void failed(String id, String user, String why) {
        people.measured(user, new Measured(id, "", 0, 0, 0, why));
    }

    void read(ConsumerRecord<byte[], byte[]> letter) {
        String topic = header(letter, DeadLetterHeaders.TOPIC);
        String message = header(letter, DeadLetterHeaders.MESSAGE);
        traffic.refused(
                new Traffic.Refused(header(letter, DeadLetterHeaders.REASON), message, topic, letter.timestamp()));
        Written ours = take(
                place(topic, header(letter, DeadLetterHeaders.PARTITION), header(letter, DeadLetterHeaders.OFFSET)));
        if (ours != null) {
            people.measured(ours.user, new Measured(ours.id, "", 0, 0, 0, message));
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Written take(String place) {
        return written.remove(place);
    }

    private static String place(String topic, String partition, String offset) {
        return topic + '/' + partition + '/' + offset;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
