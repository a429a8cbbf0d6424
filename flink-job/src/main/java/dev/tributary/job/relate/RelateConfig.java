package dev.tributary.job.relate;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How long visits of an item are counted. What an item's record says is kept until its tombstone. */
public record RelateConfig(Duration idleTtl) implements java.io.Serializable {
    static final ConfigOption<Duration> IDLE_TTL = ConfigOptions.key("tributary.relate.idle-ttl")
            .durationType()
            .defaultValue(Duration.ofDays(180))
            .withDescription(
                    "The number of visits of an item is forgotten after this much time without one (wall-clock time), also that"
                            + " of an id whose item record never came.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(IDLE_TTL);

    public RelateConfig {
        checkArgument(
                !idleTtl.isNegative() && !idleTtl.isZero(), "%s must be positive, got %s", IDLE_TTL.key(), idleTtl);
    }

    public static RelateConfig from(ReadableConfig config) {
        return new RelateConfig(config.get(IDLE_TTL));
    }
}
