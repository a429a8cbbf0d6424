package dev.tributary.benchmarks.chaos;

import dev.tributary.benchmarks.stream.Record;
import dev.tributary.replay.world.World;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Topics;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Users who act at a fixed rate whatever happens, on a thread of its own. What Kafka has confirmed must not be lost. */
final class Stream implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> confirmed = new ConcurrentHashMap<>();
    /** When each was handed to the producer, {@link System#nanoTime}. */
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();

    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    private Stream(String bootstrapServers, World world, int perSecond) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", 5,
                        "max.block.ms", 600_000,
                        "delivery.timeout.ms", 600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(() -> act(world, perSecond), "users");
    }

    /** Sends all items, then begins to send behaviors. */
    static Stream begin(String bootstrapServers, World world, int perSecond) {
        var stream = new Stream(bootstrapServers, world, perSecond);
        try (var items = world.items()) {
            items.forEach(item -> stream.send(Topics.ITEMS, Record.of(item), () -> {}));
        }
        stream.producer.flush();
        stream.thread.start();
        return stream;
    }

    private void act(World world, int perSecond) {
        try (var behaviors = world.behaviors()) {
            Iterator<Behavior> next = behaviors.iterator();
            long start = System.nanoTime();
            for (long i = 0; !closed; i++) {
                long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Behavior behavior = next.next();
                sentAt.put(behavior.getEventId(), System.nanoTime());
                send(
                        Topics.BEHAVIORS,
                        Record.of(behavior),
                        () -> confirmed.put(behavior.getEventId(), behavior.getUserId()));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
    private void send(String topic, Record record, Runnable confirm) {
        producer.send(new ProducerRecord<>(topic, record.key(), record.value()), (metadata, failure) -> {
            if (failure == null) {
                confirm.run();
            } else {
                refused.incrementAndGet();
            }
        });
    }

    /** @return of all behaviors that Kafka has confirmed so far the users, by event id */
    Map<String, String> confirmed() {
        return confirmed;
    }

    /** @return how many records Kafka has not taken */
    long refused() {
        return refused.get();
    }

    /** @return when the behavior was sent, or never if it is none of ours */
    long sentAt(String eventId) {
        return sentAt.getOrDefault(eventId, Long.MIN_VALUE);
    }

    /** Ends the load and returns when Kafka has confirmed or refused everything. */
    void end() throws InterruptedException {
        closed = true;
        thread.join();
        producer.flush();
    }

    @Override
    public void close() throws InterruptedException {
        end();
        producer.close();
    }
}
