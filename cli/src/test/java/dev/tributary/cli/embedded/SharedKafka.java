package dev.tributary.cli.embedded;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** One broker for all tests of this JVM; it goes with the JVM. */
public final class SharedKafka {
    private static final EmbeddedKafka KAFKA = start();

    private SharedKafka() {}

    public static String bootstrapServers() {
        return KAFKA.bootstrapServers();
    }

    public static Map<String, Object> properties() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    }

    private static EmbeddedKafka start() {
        EmbeddedKafka kafka = EmbeddedKafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
        return kafka;
    }
}
