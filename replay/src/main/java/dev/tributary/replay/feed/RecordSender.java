package dev.tributary.replay.feed;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.WireWriter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes records and counts what Kafka has acknowledged. */
final class RecordSender {
    private final Producer<String, byte[]> producer;
    private final FeederSettings settings;
    private final WireWriter<Item> items;
    private final WireWriter<Behavior> behaviors;
    private final LongAdder itemsAcknowledged = new LongAdder();
    private final LongAdder behaviorsAcknowledged = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    RecordSender(Producer<String, byte[]> producer, FeederSettings settings) {
        this.producer = producer;
        this.settings = settings;
        this.items = WireWriter.of(Item.class, settings.format());
        this.behaviors = WireWriter.of(Behavior.class, settings.format());
    }

    void send(Item item) {
        send(settings.itemsTopic(), item.getItemId(), items.write(item), itemsAcknowledged);
    }

    void send(Behavior behavior) {
        send(settings.behaviorsTopic(), behavior.getUserId(), behaviors.write(behavior), behaviorsAcknowledged);
    }

    /** Waits until all that was sent is acknowledged. */
    void flush() {
        producer.flush();
        throwFailure();
    }

    FeedCounts counts() {
        return new FeedCounts(itemsAcknowledged.sum(), behaviorsAcknowledged.sum());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
    private void send(String topic, String key, byte[] value, LongAdder acknowledged) {
        throwFailure();
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, e) -> {
            if (e == null) {
                acknowledged.increment();
            } else {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("Kafka did not take a record: " + e.getMessage(), e);
        }
    }
}
