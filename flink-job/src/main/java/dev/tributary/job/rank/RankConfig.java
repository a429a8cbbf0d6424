package dev.tributary.job.rank;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How candidates become a list. */
public record RankConfig(float diversity, int reasons, Duration timeout) implements java.io.Serializable {
    private static final Duration MARGIN = Duration.ofSeconds(10);

    static final ConfigOption<Float> DIVERSITY = ConfigOptions.key("tributary.rank.diversity")
            .floatType()
            .defaultValue(0.1f)
            .withDescription(
                    "What an item loses of its score for being like one already in the list, times their cosine; 0: order by score alone.");
    static final ConfigOption<Integer> REASONS = ConfigOptions.key("tributary.rank.reasons")
            .intType()
            .defaultValue(2)
            .withDescription("Reasons given per item.");
    static final ConfigOption<Duration> TIMEOUT = ConfigOptions.key("tributary.rank.timeout")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription(
                    "How long a list waits for all retrieve subtasks; then it goes out without the missing ones, marked degraded.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(DIVERSITY, REASONS, TIMEOUT);

    public RankConfig {
        checkArgument(diversity >= 0, "%s must not be negative, got %s", DIVERSITY.key(), diversity);
        checkArgument(reasons >= 0, "%s must not be negative, got %s", REASONS.key(), reasons);
        checkArgument(
                !timeout.isNegative() && !timeout.isZero(), "%s must be positive, got %s", TIMEOUT.key(), timeout);
    }

    /** @return how long a list may take from its query until it is written, as long as the job is not further behind than this */
    public Duration onTheWay() {
        return timeout.plus(MARGIN);
    }

    public static RankConfig from(ReadableConfig config) {
        return new RankConfig(config.get(DIVERSITY), config.get(REASONS), config.get(TIMEOUT));
    }
}
