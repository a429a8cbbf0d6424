package dev.tributary.cli.commands;

import static java.util.stream.Collectors.toMap;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.KafkaAddress;
import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.job.source.ClientProperties;
import dev.tributary.job.source.KafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that talks to a Kafka that is already there. */
final class KafkaOptions {
    private static final String ADDRESS = "tributary.kafka.bootstrap-servers";

    @Option(
            names = {"--kafka", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Where Kafka is (default: where the settings say, else localhost:9092).")
    private @Nullable String address;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "More properties for Kafka clients, such as security.protocol.")
    private @Nullable Path file;

    /** For the names of the topics, where they are not the standard ones, and what else the job is told of Kafka. */
    @Mixin
    private JobOptions job = new JobOptions();

    /**
     * @return after a look whether somebody listens
     * @throws CannotRunException if nobody does, or something that was given is wrong
     */
    KafkaAccess reachable() {
        Configuration settings = job.settings();
        return reachable(settings, address == null ? settings.getString(ADDRESS, "localhost:9092") : address, file);
    }

    /**
     * @param settings of the job
     * @param file more properties for Kafka clients, if there are any
     */
    static KafkaAccess reachable(Configuration settings, String address, @Nullable Path file) {
        var complete = new Configuration(settings);
        complete.setString(ADDRESS, address);
        Map<String, String> more = properties(file);
        new KafkaAddress(address).requireReachable();
        try {
            KafkaConfig config = KafkaConfig.from(complete);
            var properties = new HashMap<String, Object>(config.clientProperties());
            properties.putAll(more);
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address);
            return new KafkaAccess(properties, TopicNames.of(config));
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
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
