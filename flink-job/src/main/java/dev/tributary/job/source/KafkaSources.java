package dev.tributary.job.source;

import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Makes the sources of the input topics. */
public final class KafkaSources {
    private KafkaSources() {}

    /** A topic that is read from where the configuration says. */
    public static KafkaSource<RawRecord> events(KafkaConfig config, String topic) {
        return source(
                config,
                topic,
                switch (config.startFrom()) {
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
                    case LATEST -> OffsetsInitializer.latest();
                });
    }

    /** A compacted topic, whose whole content is the state of the world: always read from the beginning. */
    public static KafkaSource<RawRecord> table(KafkaConfig config, String topic) {
        return source(config, topic, OffsetsInitializer.earliest());
    }

    private static KafkaSource<RawRecord> source(KafkaConfig config, String topic, OffsetsInitializer start) {
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(config.bootstrapServers())
                .setGroupId(config.groupId())
                .setTopics(topic)
                .setStartingOffsets(start)
                .setDeserializer(new ReadBytes())
                .setProperty("partition.discovery.interval.ms", "60000")
                .setProperties(config.properties())
                .build();
    }
}
