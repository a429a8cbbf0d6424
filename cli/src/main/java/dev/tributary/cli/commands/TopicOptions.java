package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.RecordedData;
import dev.tributary.cli.kafka.TopicRange;
import dev.tributary.cli.kafka.TopicRange.Bound;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import dev.tributary.job.source.SourceConfig;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that can take items and behaviors from the topics of a Kafka instead of a folder. */
final class TopicOptions {
    private static final String ENCODER = "tributary.encode.model";

    @Option(
            names = {"--kafka", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Take items and behaviors from the topics of this Kafka instead of a folder.")
    private @Nullable String address;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "More properties for Kafka clients, such as security.protocol.")
    private @Nullable Path file;

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description = "The first behaviors to take from Kafka: a time of Kafka's records such as 2026-01-31 or"
                    + " 2026-01-31T12:00:00Z, or offsets by partition such as 0:1200,1:900 (default: the earliest).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "WHERE",
            description = "The first not to take any more, likewise (default: the end as it is at the start).")
    private @Nullable String to;

    @Mixin
    private JobOptions job = new JobOptions();

    boolean isGiven() {
        if (address == null && (from != null || to != null || file != null || job.isGiven())) {
            throw new CannotRunException(
                    "--from, --to, --kafka-properties, --config and --set are about topics: name a Kafka with --kafka HOST:PORT.");
        }
        return address != null;
    }

    /** Items and behaviors, and the encoder that the job's settings name, if they do. */
    record Recorded(RecordedData data, @Nullable String encoder) {}

    /** @throws CannotRunException if Kafka does not answer, settings are wrong, or nothing was found */
    Recorded read() {
        var range = new TopicRange(bound("--from", from), bound("--to", to));
        Configuration settings = job.settings();
        settings.setString("tributary.kafka.bootstrap-servers", address());
        try {
            Map<String, Scenario> scenarios = settings.contains(Scenario.SCENARIOS)
                    ? JobConfig.from(settings).scenarios()
                    : Map.of();
            KafkaAccess kafka = KafkaOptions.reachable(settings, address(), file);
            return new Recorded(
                    RecordedData.read(kafka, SourceConfig.from(settings), scenarios, range),
                    settings.getString(ENCODER, null));
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static @Nullable Bound bound(String option, @Nullable String text) {
        return text == null ? null : TopicRange.bound(option, text);
    }

    /** @return what was read, for reports and manifests */
    String name() {
        return "topics of " + address() + (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
    }

    private String address() {
        return address == null ? "" : address;
    }
}
