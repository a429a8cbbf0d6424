package dev.tributary.benchmarks.chaos;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Somebody who reads committed lists as they come, on a thread of its own. */
final class Reader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireReader<Recommendation> wire = WireReader.of(Recommendation.class);
    private final Stream stream;
    private final Set<String> reflected = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> revisions = new ConcurrentHashMap<>();
    private final Set<String> listIds = ConcurrentHashMap.newKeySet();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong newestSentAt = new AtomicLong(Long.MIN_VALUE);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::read, "reader");
    private volatile boolean closed;

    Reader(String bootstrapServers, Stream stream) {
        this.stream = stream;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.RECOMMENDATIONS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (var record : consumer.poll(Duration.ofMillis(50))) {
                    take(wire.read(record.value()));
                }
            }
        } catch (UnreadableRecordException | RuntimeException e) {
            failure.set(e);
        }
    }

    private void take(Recommendation list) {
        if (!listIds.add(list.getRecommendationId())) {
            repeated.incrementAndGet();
        }
        revisions.merge(list.getUserId(), list.getRevision(), Math::max);
        String cause = list.getCausedBy();
        if (list.getTrigger() == Trigger.BEHAVIOR && cause != null) {
            reflected.add(cause);
            newestSentAt.accumulateAndGet(stream.sentAt(cause), Math::max);
        }
    }

    /** @return event ids that a list names as its cause */
    Set<String> reflected() {
        requireWell();
        return reflected;
    }

    /** @return the newest revision of each user: how many behaviors the profile has counted */
    Map<String, Long> revisions() {
        requireWell();
        return revisions;
    }

    /** @return lists that came once more under the same id */
    long repeated() {
        return repeated.get();
    }

    /** @return when the newest of all reflected behaviors was sent */
    long newestSentAt() {
        requireWell();
        return newestSentAt.get();
    }

    private void requireWell() {
        Exception broken = failure.get();
        if (broken != null) {
            throw new IllegalStateException("The lists cannot be read any more", broken);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
