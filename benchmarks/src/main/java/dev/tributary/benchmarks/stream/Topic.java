package dev.tributary.benchmarks.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to topics as fast as Kafka takes it, and counts what is in them. For one thread. */
public final class Topic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param lingerMs how long the producer gathers records */
    public Topic(String bootstrapServers, int lingerMs) {
        var settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("linger.ms", lingerMs);
        settings.put("batch.size", 1 << 17);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public static void create(String bootstrapServers, int partitions, String... names) throws InterruptedException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Arrays.stream(names)
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("Topics could not be created: " + e.getMessage(), e);
        }
    }

    /** Sends, and returns before Kafka has it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
    public void send(String topic, Record record) {
        producer.send(new ProducerRecord<>(topic, record.key(), record.value()), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** Returns when Kafka has all that was sent. */
    public void flush() {
        producer.flush();
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("Kafka did not take a record: " + e.getMessage(), e);
        }
    }

    /** @return records written to a topic so far; with transactions their marks too */
    public long count(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
