package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from now on, without a consumer group. For one thread. */
final class TopicTail implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private long heardAt = System.nanoTime();

    /**
     * When this returns, every record written later will be read.
     *
     * @throws CannotRunException if there is no such topic
     */
    TopicTail(Map<String, ?> properties, String topic) {
        var config = new HashMap<String, Object>(properties);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeking is lazy: this is what fixes "now"
        } catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new CannotRunException("This Kafka has no topic " + topic
                    + ". Start the job on it with `tributary run --kafka`, or name another Kafka with --kafka HOST:PORT"
                    + " or the job's own topics with --config FILE.");
        }
        return partitions;
    }

    /**
     * Asks Kafka whether it is still there when it has been silent for some seconds, for a consumer alone would wait for ever.
     *
     * @throws CannotRunException if it is not
     */
    ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        if (!records.isEmpty()) {
            heardAt = System.nanoTime();
        } else if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
            requireAnswer();
            heardAt = System.nanoTime();
        }
        return records;
    }

    private void requireAnswer() {
        try {
            consumer.endOffsets(consumer.assignment(), PATIENCE);
        } catch (TimeoutException silence) {
            throw new CannotRunException(
                    "Kafka does not answer any more. Check that it runs, then start this command again.", silence);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
