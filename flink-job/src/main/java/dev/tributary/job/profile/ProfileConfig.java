package dev.tributary.job.profile;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** What is remembered of users, and when their lists and texts are made anew. */
public record ProfileConfig(
        Duration idleTtl, Refresh refresh, Duration refreshInterval, int textAfter, int consumedLimit, int inMemory)
        implements java.io.Serializable {

    /** Whose lists a behavior refreshes. */
    public enum Refresh {
        /** The scenario of the behavior. */
        OWN,
        /** Every scenario in which the user has done something. */
        ACTIVE,
        /** Every scenario. */
        ALL
    }

    static final ConfigOption<Duration> IDLE_TTL = ConfigOptions.key("tributary.profile.idle-ttl")
            .durationType()
            .defaultValue(Duration.ofDays(180))
            .withDescription("A user is forgotten after this much silence (wall-clock time).");
    static final ConfigOption<Refresh> REFRESH = ConfigOptions.key("tributary.profile.refresh")
            .enumType(Refresh.class)
            .defaultValue(Refresh.ALL)
            .withDescription(
                    "Whose lists a behavior refreshes: OWN scenario, those in which the user is ACTIVE, or ALL.");
    static final ConfigOption<Duration> REFRESH_INTERVAL = ConfigOptions.key("tributary.profile.refresh-interval")
            .durationType()
            .defaultValue(Duration.ofMillis(200))
            .withDescription(
                    "At most one refresh per user and scenario within this time: the first behavior refreshes at once, those that"
                            + " follow share one refresh at the end. While behaviors come faster than their lists can be made,"
                            + " lists wait longer, and behaviors do not. 0: a list for every behavior, however late.");
    static final ConfigOption<Integer> TEXT_AFTER = ConfigOptions.key("tributary.profile.text-after")
            .intType()
            .defaultValue(20)
            .withDescription(
                    "Behaviors of a user after which the text profile is encoded again: N asks for at most 1/N of an encoder call"
                            + " per behavior. 0: never.");
    static final ConfigOption<Integer> CONSUMED_LIMIT = ConfigOptions.key("tributary.profile.consumed-limit")
            .intType()
            .defaultValue(1_000)
            .withDescription(
                    "Items per user that are kept out of lists where the scenario forbids repeats; beyond it the profile forgets the"
                            + " oldest, so they may come again. 8 bytes each, in state and in each list's query, which every subtask of"
                            + " retrieve gets.");

    static final ConfigOption<Integer> IN_MEMORY = ConfigOptions.key("tributary.profile.in-memory")
            .intType()
            .defaultValue(1_000)
            .withDescription(
                    "Users whose profile each subtask keeps on the heap while they are active, some 30 kB each; their changes are"
                            + " written to state with each checkpoint. 0: with each behavior.");

    public static final List<ConfigOption<?>> OPTIONS =
            List.of(IDLE_TTL, REFRESH, REFRESH_INTERVAL, TEXT_AFTER, CONSUMED_LIMIT, IN_MEMORY);

    public ProfileConfig {
        checkArgument(
                !idleTtl.isNegative() && !idleTtl.isZero(), "%s must be positive, got %s", IDLE_TTL.key(), idleTtl);
        checkArgument(
                !refreshInterval.isNegative(),
                "%s must not be negative, got %s",
                REFRESH_INTERVAL.key(),
                refreshInterval);
        checkArgument(textAfter >= 0, "%s must not be negative, got %s", TEXT_AFTER.key(), textAfter);
        checkArgument(consumedLimit > 0, "%s must be positive, got %s", CONSUMED_LIMIT.key(), consumedLimit);
        checkArgument(inMemory >= 0, "%s must not be negative, got %s", IN_MEMORY.key(), inMemory);
    }

    public static ProfileConfig from(ReadableConfig config) {
        return new ProfileConfig(
                config.get(IDLE_TTL),
                config.get(REFRESH),
                config.get(REFRESH_INTERVAL),
                config.get(TEXT_AFTER),
                config.get(CONSUMED_LIMIT),
                config.get(IN_MEMORY));
    }
}
