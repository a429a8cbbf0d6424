package dev.tributary.replay.feed;

import dev.tributary.schemas.Topics;
import dev.tributary.schemas.WireFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is replayed, how fast and in which form.
 *
 * @param speed of the behaviors; items of the first phase are sent at once
 * @param format of the records' values
 * @param itemsTopic where items go
 * @param behaviorsTopic where behaviors go
 * @param maxBehaviors after which the replay ends
 * @param maxDuration after which the replay ends, or null for no end
 * @param rebase whether times are moved so that each behavior occurs when it is due, under an event id of this replay alone
 */
public record FeederSettings(
        Speed speed,
        WireFormat format,
        String itemsTopic,
        String behaviorsTopic,
        long maxBehaviors,
        @Nullable Duration maxDuration,
        boolean rebase) {

    public FeederSettings {
        if (maxBehaviors < 0) {
            throw new IllegalArgumentException("maxBehaviors must not be negative, got " + maxBehaviors);
        }
        if (maxDuration != null && (maxDuration.isNegative() || maxDuration.isZero())) {
            throw new IllegalArgumentException("maxDuration must be positive, got " + maxDuration);
        }
    }

    /** Everything, at once, in Avro, to the default topics, with the times as they are. */
    public static FeederSettings defaults() {
        return new FeederSettings(
                Speed.MAX, WireFormat.AVRO, Topics.ITEMS, Topics.BEHAVIORS, Long.MAX_VALUE, null, false);
    }

    public FeederSettings withSpeed(Speed speed) {
        return new FeederSettings(speed, format, itemsTopic, behaviorsTopic, maxBehaviors, maxDuration, rebase);
    }

    public FeederSettings withFormat(WireFormat format) {
        return new FeederSettings(speed, format, itemsTopic, behaviorsTopic, maxBehaviors, maxDuration, rebase);
    }

    public FeederSettings withTopics(String itemsTopic, String behaviorsTopic) {
        return new FeederSettings(speed, format, itemsTopic, behaviorsTopic, maxBehaviors, maxDuration, rebase);
    }

    public FeederSettings withMaxBehaviors(long maxBehaviors) {
        return new FeederSettings(speed, format, itemsTopic, behaviorsTopic, maxBehaviors, maxDuration, rebase);
    }

    public FeederSettings withMaxDuration(Duration maxDuration) {
        return new FeederSettings(speed, format, itemsTopic, behaviorsTopic, maxBehaviors, maxDuration, rebase);
    }

    public FeederSettings withRebase(boolean rebase) {
        return new FeederSettings(speed, format, itemsTopic, behaviorsTopic, maxBehaviors, maxDuration, rebase);
    }
}
