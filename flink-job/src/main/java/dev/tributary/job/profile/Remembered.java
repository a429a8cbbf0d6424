package dev.tributary.job.profile;

import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.models.interest.UserProfile;
import it.unimi.dsi.fastutil.objects.Object2LongArrayMap;
import it.unimi.dsi.fastutil.objects.ObjectArraySet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * State of {@link UpdateProfile}: the profile, and when its lists and text were last made.
 *
 * @param epoch when the profile was begun, epoch milliseconds
 * @param refreshedAt wall-clock time of each scenario's last refresh, epoch milliseconds
 * @param waiting scenarios whose refresh was put off
 * @param encodedRevision revision of the text last sent to be encoded
 * @param newest event id of the newest behavior
 * @param newestAt its event time
 * @param newestRecordedAt time of its Kafka record
 * @param newestTrace its W3C traceparent, if it had one
 * @param erasedAt time of the Kafka record of the erasure before which nothing may be remembered, {@link #NEVER} if there was none
 */
@TypeInfo(RememberedCodec.class)
public record Remembered(
        UserProfile profile,
        long epoch,
        Map<String, Long> refreshedAt,
        Set<String> waiting,
        long encodedRevision,
        @Nullable String newest,
        long newestAt,
        long newestRecordedAt,
        @Nullable String newestTrace,
        long erasedAt) {
    static final long NEVER = Long.MIN_VALUE;

    /** Of the few scenarios of a user: to look at each is faster than to hash, and arrays are fewer places in memory than a hash map's nodes. */
    public Remembered {
        refreshedAt = refreshedAt instanceof Object2LongArrayMap ? refreshedAt : new Object2LongArrayMap<>(refreshedAt);
        waiting = waiting instanceof ObjectArraySet ? waiting : new ObjectArraySet<>(waiting);
    }

    static Remembered begin(long now, long erasedAt) {
        return new Remembered(UserProfile.empty(), now, Map.of(), Set.of(), 0, null, 0, 0, null, erasedAt);
    }

    Remembered add(UserProfile changed, BehaviorEvent event) {
        return new Remembered(
                changed,
                epoch,
                refreshedAt,
                waiting,
                encodedRevision,
                event.eventId(),
                Math.max(newestAt, event.occurredAt()),
                event.recordedAt(),
                event.trace(),
                erasedAt);
    }

    /** @return when a list of the scenario was last made; {@link #NEVER} if none was */
    long refreshedAt(String scenario) {
        return times().getOrDefault(scenario, NEVER);
    }

    private Object2LongArrayMap<String> times() {
        return (Object2LongArrayMap<String>) refreshedAt;
    }

    Remembered refreshed(String scenario, long now) {
        var times = times().clone();
        times.put(scenario, now);
        return with(times, waiting).without(scenario);
    }

    Remembered putOff(String scenario) {
        var open = new ObjectArraySet<>(waiting);
        open.add(scenario);
        return with(refreshedAt, open);
    }

    /** The scenario's refresh is no longer put off. */
    Remembered without(String scenario) {
        if (!waiting.contains(scenario)) {
            return this;
        }
        var open = new ObjectArraySet<>(waiting);
        open.remove(scenario);
        return with(refreshedAt, open);
    }

    private Remembered with(Map<String, Long> times, Set<String> open) {
        return new Remembered(
                profile,
                epoch,
                times,
                open,
                encodedRevision,
                newest,
                newestAt,
                newestRecordedAt,
                newestTrace,
                erasedAt);
    }

    Remembered encoded() {
        return new Remembered(
                profile,
                epoch,
                refreshedAt,
                waiting,
                profile.behaviors(),
                newest,
                newestAt,
                newestRecordedAt,
                newestTrace,
                erasedAt);
    }

    @Override
    public String toString() {
        return "Remembered[" + profile.behaviors() + " behaviors]";
    }
}
