package dev.tributary.job.sink;

import dev.tributary.job.source.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the sinks of the output topics. */
public final class KafkaSinks {
    /**
     * With one request under way at a time, the lists that come meanwhile share the next: no list waits when there are few, and many cost few
     * requests. A batch must then hold what a partition gets in the time of a request.
     */
    private static final int BATCH_BYTES = 256 << 10;

    private KafkaSinks() {}

    /** The recommendation topic, with the guarantee of the configuration. */
    public static KafkaSink<OutgoingRecord> recommendations(KafkaConfig kafka, SinkConfig config) {
        return sink(kafka, config, kafka.recommendations(), config.delivery().guarantee());
    }

    /** The dead-letter topic: at least once, since a letter that comes again does no harm and one that comes late does. */
    public static KafkaSink<OutgoingRecord> deadLetters(KafkaConfig kafka, SinkConfig config) {
        return sink(kafka, config, kafka.deadLetters(), DeliveryGuarantee.AT_LEAST_ONCE);
    }

    private static KafkaSink<OutgoingRecord> sink(
            KafkaConfig kafka, SinkConfig config, String topic, DeliveryGuarantee delivery) {
        return KafkaSink.<OutgoingRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1")
                .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(BATCH_BYTES))
                .setKafkaProducerConfig(kafka.properties())
                .setProperty(
                        ProducerConfig.LINGER_MS_CONFIG,
                        String.valueOf(config.linger().toMillis()))
                .setProperty(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        String.valueOf(config.transactionTimeout().toMillis()))
                .setDeliveryGuarantee(delivery)
                .setTransactionalIdPrefix(config.transactionalIdPrefix())
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(new Serializer(topic))
                .build();
    }

    private record Serializer(String topic)
            implements KafkaRecordSerializationSchema<OutgoingRecord>, KafkaDatasetFacetProvider {
        /** After a failure the sink looks in this topic for transactions that were left open. */
        @Override
        public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
            return Optional.of(new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                OutgoingRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
            var outgoing = new ProducerRecord<>(topic, record.key(), record.value());
            record.headers()
                    .forEach((name, value) -> outgoing.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            return outgoing;
        }
    }
}
