package dev.tributary.benchmarks.freshness;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Somebody who reads the lists as they come, on a thread of its own, committed ones only. */
final class Audience implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireReader<Recommendation> reader = WireReader.of(Recommendation.class);
    private final Ledger ledger;
    private final AtomicLong lists = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::read, "audience");
    private volatile boolean closed;

    Audience(String bootstrapServers, Ledger ledger) {
        this.ledger = ledger;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.RECOMMENDATIONS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        thread.start();
    }

    long lists() {
        return lists.get();
    }

    boolean isWell() {
        return failure.get() == null;
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (var record : consumer.poll(Duration.ofMillis(50))) {
                    Recommendation list = reader.read(record.value());
                    require(list);
                    lists.incrementAndGet();
                    ledger.received(list.getUserId(), list.getRevision(), System.nanoTime());
                }
            }
        } catch (UnreadableRecordException | RuntimeException e) {
            failure.set(e);
        }
    }

    private static void require(Recommendation list) {
        if (list.getItems().isEmpty()) {
            throw new IllegalStateException("An empty list: " + list);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
