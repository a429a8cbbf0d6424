package dev.tributary.deploy;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All lists of behaviors that a consumer of committed records has seen so far. For one thread. */
final class CommittedLists implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireReader<Recommendation> reader = WireReader.of(Recommendation.class);
    private final List<Recommendation> lists = new ArrayList<>();

    CommittedLists(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.RECOMMENDATIONS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
    }

    List<Recommendation> read() throws UnreadableRecordException {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            Recommendation list = reader.read(record.value());
            if (list.getTrigger() == Trigger.BEHAVIOR) {
                lists.add(list);
            }
        }
        return lists;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
