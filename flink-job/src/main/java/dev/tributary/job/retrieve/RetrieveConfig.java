package dev.tributary.job.retrieve;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How widely items are searched. */
public record RetrieveConfig(int perSource, int candidates) implements java.io.Serializable {
    static final ConfigOption<Integer> PER_SOURCE = ConfigOptions.key("tributary.retrieve.per-source")
            .intType()
            .defaultValue(200)
            .withDescription(
                    "Items that each source (text, neighbors, trend; a quarter of it for new) proposes per subtask.");
    static final ConfigOption<Integer> CANDIDATES = ConfigOptions.key("tributary.retrieve.candidates")
            .intType()
            .defaultValue(30)
            .withDescription(
                    "Items of highest score that each subtask passes on to rank; at least the length of a list.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(PER_SOURCE, CANDIDATES);

    public RetrieveConfig {
        checkArgument(perSource > 0, "%s must be positive, got %s", PER_SOURCE.key(), perSource);
        checkArgument(candidates > 0, "%s must be positive, got %s", CANDIDATES.key(), candidates);
    }

    public static RetrieveConfig from(ReadableConfig config) {
        return new RetrieveConfig(config.get(PER_SOURCE), config.get(CANDIDATES));
    }
}
