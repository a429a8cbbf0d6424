package dev.tributary.job;

import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;

/**
 * Says when what is known of an item is over, by a timer: some time after the item expires, and at the earliest as long after its record came,
 * for behaviors of before it expired may come late, or again from the beginning of their topic.
 *
 * <p>State per item that expires: when that is, wall-clock time, epoch milliseconds.
 */
public final class Expiry {
    private final ValueState<Long> due;
    private final long keptMs;

    /** @param kept for how long after it expires */
    public Expiry(RuntimeContext context, Duration kept) {
        this.due = context.getState(new ValueStateDescriptor<>("expires", Long.class));
        this.keptMs = kept.toMillis();
    }

    /**
     * Of the item of the present key; what was set before no longer counts.
     *
     * @param expiresAt epoch milliseconds, {@link Long#MAX_VALUE} if it does not expire
     */
    public void set(long expiresAt, TimerService timers) throws Exception {
        clear(timers);
        long from = Math.max(expiresAt, timers.currentProcessingTime());
        if (from < Long.MAX_VALUE - keptMs) {
            due.update(from + keptMs);
            timers.registerProcessingTimeTimer(from + keptMs);
        }
    }

    /** The item of the present key does not expire, or is gone. */
    public void clear(TimerService timers) throws Exception {
        Long before = due.value();
        if (before != null) {
            timers.deleteProcessingTimeTimer(before);
            due.clear();
        }
    }

    /** @return whether it is the item's time that has come, not that of another timer */
    public boolean isOver(long timestamp) throws Exception {
        Long at = due.value();
        return at != null && at <= timestamp;
    }
}
