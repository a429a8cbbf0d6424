package dev.tributary.cli.commands;

import static java.util.stream.Collectors.toMap;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.KafkaAddress;
import dev.tributary.job.source.ClientProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a Kafka that is already there. */
final class KafkaOptions {
    @Option(
            names = {"--kafka", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
    private String address = "localhost:9092";

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "More properties for Kafka clients, such as security.protocol.")
    private @Nullable Path file;

    /**
     * @return properties that every client needs, after a look whether somebody listens
     * @throws CannotRunException if nobody does
     */
    Map<String, Object> reachable() {
        return reachable(address, file);
    }

    /** @param file more properties for Kafka clients, if there are any */
    static Map<String, Object> reachable(String address, @Nullable Path file) {
        var properties = new HashMap<String, Object>(properties(file));
        new KafkaAddress(address).requireReachable();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address);
        return properties;
    }

    /** @return an admin client of a Kafka that answers */
    Admin admin() {
        return Admin.create(reachable());
    }

    private static Map<String, String> properties(@Nullable Path file) {
        var properties = new Properties();
        if (file != null) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException unreadable) {
                throw new CannotRunException("Cannot read " + file + ". Check --kafka-properties.", unreadable);
            }
        }
        properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG); // --kafka counts
        Map<String, String> given =
                properties.stringPropertyNames().stream().collect(toMap(key -> key, properties::getProperty));
        List<String> problems = ClientProperties.problems(given);
        if (!problems.isEmpty()) {
            throw new CannotRunException("--kafka-properties: " + String.join(" ", problems));
        }
        return given;
    }
}
