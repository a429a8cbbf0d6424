package dev.tributary.job.relate;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How long visits of an item are counted, and how long behaviors wait for its record. What that record says is kept until its tombstone or, if
 * the item expires, until visits would be forgotten.
 */
public record RelateConfig(Duration idleTtl, Duration itemWait, int inMemory) implements java.io.Serializable {
    static final ConfigOption<Duration> IDLE_TTL = ConfigOptions.key("tributary.relate.idle-ttl")
            .durationType()
            .defaultValue(Duration.ofDays(180))
            .withDescription(
                    "The number of visits of an item is forgotten after this much time without one (wall-clock time), also that"
                            + " of an id whose item record never came. So is what the record of an item said, this long after the"
                            + " item has expired.");
    static final ConfigOption<Duration> ITEM_WAIT = ConfigOptions.key("tributary.relate.item-wait")
            .durationType()
            .defaultValue(Duration.ofSeconds(3))
            .withDescription(
                    "The first behaviors on an id wait this long for its item record, which they may have overtaken (wall-clock"
                            + " time, at most 1 h); after that, behaviors on it go on at once, without text until the record comes."
                            + " 0: nothing waits.");

    static final ConfigOption<Integer> IN_MEMORY = ConfigOptions.key("tributary.relate.in-memory")
            .intType()
            .defaultValue(5_000)
            .withDescription(
                    "Items whose text, vector and number of visits each subtask keeps on the heap while they are in demand, some 2 kB"
                            + " each; changes are written to state with each checkpoint. 0: with each behavior.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(IDLE_TTL, ITEM_WAIT, IN_MEMORY);

    /** The profile remembers erasures for longer than this, so that no waiting behavior brings an erased user back. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public RelateConfig {
        checkArgument(
                !idleTtl.isNegative() && !idleTtl.isZero(), "%s must be positive, got %s", IDLE_TTL.key(), idleTtl);
        checkArgument(
                !itemWait.isNegative() && itemWait.compareTo(LONGEST_WAIT) <= 0,
                "%s must be from 0 to 1 h, got %s",
                ITEM_WAIT.key(),
                itemWait);
        checkArgument(inMemory >= 0, "%s must not be negative, got %s", IN_MEMORY.key(), inMemory);
    }

    public static RelateConfig from(ReadableConfig config) {
        return new RelateConfig(config.get(IDLE_TTL), config.get(ITEM_WAIT), config.get(IN_MEMORY));
    }
}
