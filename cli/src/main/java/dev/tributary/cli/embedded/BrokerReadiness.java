package dev.tributary.cli.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;

/** Waits until a broker does what clients need: it would create a topic. */
final class BrokerReadiness {
    private static final int TIMEOUT_MS = 60_000;

    private BrokerReadiness() {}

    static void await(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                50,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                20))) {
            admin.createTopics(
                            List.of(new NewTopic("readiness-check", 1, (short) 1)),
                            new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The embedded Kafka broker did not become ready.", failure.getCause());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the embedded Kafka broker was starting.", interruption);
        }
    }
}
