package dev.tributary.cli.kafka;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the recommendation topic from now on, without a consumer group. For one thread. */
public final class ListReader implements AutoCloseable {
    private final WireReader<Recommendation> reader = WireReader.of(Recommendation.class);
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** When this returns, every list written later will be read. */
    public ListReader(Map<String, ?> properties) {
        var config = new HashMap<String, Object>(properties);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.RECOMMENDATIONS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy: this is what fixes "now"
    }

    /** @return the lists that came meanwhile; tombstones are passed over */
    public List<Recommendation> poll(Duration wait) {
        var lists = new ArrayList<Recommendation>();
        for (var record : consumer.poll(wait)) {
            if (record.value() != null) {
                lists.add(read(record.value()));
            }
        }
        return lists;
    }

    private Recommendation read(byte[] value) {
        try {
            return reader.read(value);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(
                    "The topic " + Topics.RECOMMENDATIONS + " holds a record that is no recommendation: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
