package dev.tributary.job.profile;

import dev.tributary.models.interest.UserProfile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 */
public record Remembered(
        UserProfile profile,
        long epoch,
        Map<String, Long> refreshedAt,
        Set<String> waiting,
        long encodedRevision,
        @Nullable String newest,
        long newestAt,
        long newestRecordedAt) {

    static Remembered begin(long now) {
        return new Remembered(UserProfile.empty(), now, Map.of(), Set.of(), 0, null, 0, 0);
    }

    Remembered add(UserProfile changed, String eventId, long occurredAt, long recordedAt) {
        return new Remembered(
                changed,
                epoch,
                refreshedAt,
                waiting,
                encodedRevision,
                eventId,
                Math.max(newestAt, occurredAt),
                recordedAt);
    }

    Remembered refreshed(String scenario, long now) {
        var times = new HashMap<>(refreshedAt);
        times.put(scenario, now);
        var open = new HashSet<>(waiting);
        open.remove(scenario);
        return new Remembered(profile, epoch, times, open, encodedRevision, newest, newestAt, newestRecordedAt);
    }

    Remembered putOff(String scenario) {
        var open = new HashSet<>(waiting);
        open.add(scenario);
        return new Remembered(profile, epoch, refreshedAt, open, encodedRevision, newest, newestAt, newestRecordedAt);
    }

    Remembered encoded() {
        return new Remembered(
                profile, epoch, refreshedAt, waiting, profile.behaviors(), newest, newestAt, newestRecordedAt);
    }
}
