package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.TopicRange.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what lies in a topic, once and to an end, without a consumer group. Committed records only. For one thread. */
public final class TopicReader {
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> properties;

    /** @param properties of Kafka clients */
    public TopicReader(Map<String, Object> properties) {
        this.properties = new HashMap<>(properties);
        this.properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // where Kafka deletes old records meanwhile, reading goes on with the oldest that is left
        this.properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    }

    /** Takes the records of a topic, those of a partition in their order. */
    @FunctionalInterface
    public interface Visitor {
        void visit(ConsumerRecord<byte[], byte[]> record);
    }

    /** @throws CannotRunException if there is no such topic, or Kafka goes away meanwhile */
    public void read(String topic, TopicRange range, Visitor each) {
        if (!readIfThere(topic, range, each)) {
            throw new CannotRunException("This Kafka has no topic " + topic
                    + ". Create it with `tributary topics --create`, or name another Kafka with --kafka HOST:PORT.");
        }
    }

    /**
     * @return whether there is such a topic
     * @throws CannotRunException if Kafka goes away meanwhile
     */
    public boolean readIfThere(String topic, TopicRange range, Visitor each) {
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                return false;
            }
            Map<TopicPartition, Span> spans = range.spans(consumer, partitions);
            consumer.assign(partitions);
            spans.forEach((partition, span) -> consumer.seek(partition, span.from()));
            while (spans.entrySet().stream()
                    .anyMatch(span ->
                            consumer.position(span.getKey()) < span.getValue().to())) {
                for (var record : poll(consumer)) {
                    Span span = spans.get(new TopicPartition(record.topic(), record.partition()));
                    if (span != null && record.offset() < span.to()) {
                        each.visit(record);
                    }
                }
            }
            return true;
        }
    }

    /** A consumer alone would wait for ever for a Kafka that is gone. */
    private static ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
        if (records.isEmpty()) {
            try {
                consumer.endOffsets(consumer.assignment(), PATIENCE);
            } catch (TimeoutException silence) {
                throw new CannotRunException(
                        "Kafka does not answer any more. Check that it runs, then start this command again.", silence);
            }
        }
        return records;
    }
}
