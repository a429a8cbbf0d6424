package dev.tributary.job.retrieve;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How widely items are searched, and how long visits wait for their item. */
public record RetrieveConfig(int perSource, int candidates, Duration earlyVisitsTtl) implements java.io.Serializable {
    static final ConfigOption<Integer> PER_SOURCE = ConfigOptions.key("tributary.retrieve.per-source")
            .intType()
            .defaultValue(100)
            .withDescription(
                    "Items that each source (text, neighbors, trend; half of it for new) proposes, from all subtasks together.");
    static final ConfigOption<Integer> CANDIDATES = ConfigOptions.key("tributary.retrieve.candidates")
            .intType()
            .defaultValue(30)
            .withDescription(
                    "Items of highest score that each subtask passes on to rank; at least the length of a list.");

    static final ConfigOption<Duration> EARLY_VISITS_TTL = ConfigOptions.key("tributary.retrieve.early-visits-ttl")
            .durationType()
            .defaultValue(Duration.ofDays(7))
            .withDescription(
                    "Visits of an id whose item record has not come yet are kept this long (wall-clock time), the latest 32 of an"
                            + " id; if the record comes, they count.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(PER_SOURCE, CANDIDATES, EARLY_VISITS_TTL);

    public RetrieveConfig {
        checkArgument(perSource > 0, "%s must be positive, got %s", PER_SOURCE.key(), perSource);
        checkArgument(candidates > 0, "%s must be positive, got %s", CANDIDATES.key(), candidates);
        checkArgument(
                !earlyVisitsTtl.isNegative() && !earlyVisitsTtl.isZero(),
                "%s must be positive, got %s",
                EARLY_VISITS_TTL.key(),
                earlyVisitsTtl);
    }

    public static RetrieveConfig from(ReadableConfig config) {
        return new RetrieveConfig(config.get(PER_SOURCE), config.get(CANDIDATES), config.get(EARLY_VISITS_TTL));
    }

    /**
     * How many items each source proposes in one of several subtasks. Items are spread by hash, so how many of the best ones are in one subtask
     * varies as a binomial variable does: three standard deviations more are asked for (two of new items, of which half as many are).
     */
    int perSource(int subtasks) {
        double share = (double) perSource / subtasks;
        return (int) Math.min(perSource, Math.ceil(share + 3 * Math.sqrt(share * (subtasks - 1) / subtasks)));
    }
}
