package dev.tributary.cli.pipeline;

import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/** They act at a steady rate whether there is a broker or not, on a thread of their own. */
final class SteadyUsers implements AutoCloseable {
    static final int USERS = 3;
    static final long PAUSE_NANOS = 100_000_000;
    /** More than a producer waits for a broker by default. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KafkaProducer<String, String> producer;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::act, "users");
    private volatile boolean ended;

    /** A behavior that Kafka did not take, and why. */
    record Refused(int number, Exception why) {}

    private SteadyUsers(String address) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
    }

    static SteadyUsers begin(String address) {
        var users = new SteadyUsers(address);
        users.thread.start();
        return users;
    }

    private void act() {
        try {
            actUntilTheEnd();
        } catch (InterruptException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void actUntilTheEnd() {
        // also after the end, until all that was due has been sent: without a broker a producer blocks after a while
        for (long due = System.nanoTime(); !ended || due < System.nanoTime(); due += PAUSE_NANOS) {
            LockSupport.parkNanos(due - System.nanoTime());
            send(sent.get());
            sent.incrementAndGet();
        }
    }

    private void send(int number) {
        String behavior =
                "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"scenario\":\"shop\",\"item_id\":\"i%d\",\"action\":\"purchase\",\"occurred_at\":%d}"
                        .formatted(number, number % USERS, number % USERS, System.currentTimeMillis());
        var unused = producer.send(
                new ProducerRecord<>(Topics.BEHAVIORS, "u" + number % USERS, behavior), (place, failure) -> {
                    if (failure == null) {
                        confirmed.incrementAndGet();
                    } else {
                        refused.add(new Refused(number, failure));
                    }
                });
    }

    /** @return how many behaviors were sent so far: {@code e0}, {@code e1} … */
    int sent() {
        return sent.get();
    }

    /** @return how many of them Kafka has confirmed */
    int confirmed() {
        return confirmed.get();
    }

    /** @return those of them that Kafka has not taken, so far */
    List<Refused> refused() {
        return List.copyOf(refused);
    }

    /** @return how many of them are this user's */
    long sentBy(int user) {
        return IntStream.range(0, sent.get()).filter(i -> i % USERS == user).count();
    }

    /** Stops acting, sends what Kafka has refused once more, as a producer should, and returns when all is confirmed or refused again. */
    void end() throws InterruptedException {
        ended = true;
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError("They still wait for Kafka to take behavior " + sent.get());
        }
        producer.flush();
        for (int again = refused.size(); again > 0; again--) {
            send(refused.remove().number());
        }
        producer.flush();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.interrupt(); // it may wait for a broker
        thread.join(PATIENCE.toMillis());
        producer.close(Duration.ofSeconds(1));
    }
}
