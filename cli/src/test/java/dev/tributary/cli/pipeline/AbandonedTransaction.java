package dev.tributary.cli.pipeline;

import dev.tributary.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a process leaves in Kafka that was killed while it wrote lists: an open transaction, which hides all that comes after it. */
final class AbandonedTransaction {
    private AbandonedTransaction() {}

    static void leave(String bootstrapServers, String transactionalId) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        transactionalId,
                        "transaction.timeout.ms",
                        600_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (var partition : producer.partitionsFor(Topics.RECOMMENDATIONS)) {
            producer.send(new ProducerRecord<>(
                    Topics.RECOMMENDATIONS, partition.partition(), "abandoned".getBytes(StandardCharsets.UTF_8), null));
        }
        producer.flush();
        producer.close(Duration.ZERO); // without the time to abort
    }
}
