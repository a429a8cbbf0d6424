package dev.tributary.replay.feed;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When each behavior is due, fixed at the start: being late once moves nothing that follows. */
final class Schedule {
    private final Speed speed;
    private final Instant first;
    private final Instant start;
    private final Instant end;

    Schedule(Speed speed, @Nullable Duration maxDuration, Instant first, Instant start) {
        this.speed = speed;
        this.first = first;
        this.start = start;
        this.end = maxDuration == null ? Instant.MAX : start.plus(maxDuration);
    }

    /** @return at {@link Speed#MAX} the present, for then a behavior is due once those before it are sent */
    Instant due(long index, Instant occurred, Instant now) {
        return speed.isMax() ? now : start.plus(speed.due(index, Duration.between(first, occurred)));
    }

    Instant orEnd(Instant due) {
        return due.isBefore(end) ? due : end;
    }

    boolean isOver(Instant due, Instant now) {
        return !due.isBefore(end) || !now.isBefore(end);
    }
}
