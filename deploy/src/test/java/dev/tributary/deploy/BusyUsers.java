package dev.tributary.deploy;

import dev.tributary.schemas.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Users who act one after the other at a steady rate, whatever happens, each on an item of their own; on a thread of its own. */
final class BusyUsers implements AutoCloseable {
    static final int USERS = 5;
    /** What the id of each begins with, and nothing else. */
    static final String NAMED = "personal-";

    private static final long PAUSE_NANOS = 50_000_000;

    private final KafkaProducer<String, String> producer;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Thread thread = new Thread(this::act, "busy users");
    private volatile boolean ended;

    private BusyUsers(String kafka) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "max.block.ms", 600_000, "delivery.timeout.ms", 600_000),
                new StringSerializer(),
                new StringSerializer());
    }

    static BusyUsers begin(String kafka) {
        var users = new BusyUsers(kafka);
        users.thread.start();
        return users;
    }

    private void act() {
        while (!ended) {
            int number = sent.get();
            send(number);
            sent.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
    private void send(int number) {
        String user = NAMED + number % USERS;
        String behavior =
                "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"scenario\":\"shop\",\"item_id\":\"i%d\",\"action\":\"purchase\",\"occurred_at\":\"%s\"}"
                        .formatted(number, user, number % USERS, Instant.now());
        producer.send(new ProducerRecord<>(Topics.BEHAVIORS, user, behavior), (place, failure) -> {
            if (failure != null) {
                refused.incrementAndGet();
            }
        });
    }

    /** @return how many behaviors were sent so far: {@code e0}, {@code e1} … */
    int sent() {
        return sent.get();
    }

    /** Stops acting, and returns how many behaviors Kafka has not taken. */
    int end() throws InterruptedException {
        ended = true;
        thread.join();
        producer.flush();
        return refused.get();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
        producer.close();
    }
}
