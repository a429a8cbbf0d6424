package dev.tributary.cli.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker and its KRaft controller in this JVM, reachable from this machine only.
 *
 * <p>It is the real broker: transactions, compaction and consumer groups behave as in production. Safe for use by many threads.
 */
public final class EmbeddedKafka implements AutoCloseable {
    static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final DataFolder data;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, DataFolder data, int port) {
        this.server = server;
        this.data = data;
        this.port = port;
    }

    /** Starts on a free port, with a data folder that {@link #close} deletes. */
    public static EmbeddedKafka start() {
        return start(FreePorts.ANY, DataFolder.temporary("tributary-kafka"));
    }

    /** Starts on the given port with a temporary data folder; {@link FreePorts#ANY} picks a free one. */
    public static EmbeddedKafka start(int port) {
        return start(port, DataFolder.temporary("tributary-kafka"));
    }

    /**
     * Starts on the given port and returns when a client can create a topic.
     *
     * @param data where the log is kept; a kept folder brings back its topics
     * @throws PortInUseException if another process listens on the port
     */
    public static EmbeddedKafka start(int port, DataFolder data) {
        FreePorts ports = ports(port, data);
        format(data.path());
        KafkaRaftServer server = new KafkaRaftServer(
                new KafkaConfig(BrokerProperties.of(data.path(), ports.first(), ports.second()), false), Time.SYSTEM);
        var kafka = new EmbeddedKafka(server, data, ports.first());
        try {
            server.startup();
            BrokerReadiness.await(kafka.bootstrapServers());
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure;
        }
        return kafka;
    }

    private static FreePorts ports(int wanted, DataFolder data) {
        try {
            return FreePorts.find(wanted);
        } catch (RuntimeException taken) {
            data.close();
            throw taken;
        }
    }

    /** @return {@code host:port} for the clients of this machine */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker and its threads, and deletes a temporary data folder. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        data.close();
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot prepare the Kafka data folder " + folder, failure);
        } catch (Exception failure) {
            throw new IllegalStateException("Cannot prepare the Kafka data folder " + folder, failure);
        }
    }
}
