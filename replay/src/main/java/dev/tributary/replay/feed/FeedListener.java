package dev.tributary.replay.feed;

import dev.tributary.schemas.Behavior;
import java.time.Instant;

/** Follows a replay. Called on the thread that replays, so it must be quick. */
public interface FeedListener {
    FeedListener NONE = new FeedListener() {};

    /** @param sent items handed over so far, in both phases */
    default void itemSent(long sent) {}

    /**
     * Called just before the behavior is handed over, so that no answer to it can come earlier.
     *
     * @param behavior as it is sent
     * @param sent behaviors so far, this one included
     * @param due when the schedule wanted it sent: latencies measured from here hold what an overloaded sender hides
     * @param now when it is sent
     */
    default void behaviorSent(Behavior behavior, long sent, Instant due, Instant now) {}
}
