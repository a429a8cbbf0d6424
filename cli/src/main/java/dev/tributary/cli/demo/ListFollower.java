package dev.tributary.cli.demo;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.ListReader;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads every list as a consumer would, on a thread of its own, and tells the observations. */
final class ListFollower implements AutoCloseable {
    private final ListReader lists;
    private final Observations observations;
    private final Map<String, String> profileTexts = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    ListFollower(KafkaAccess kafka, Observations observations) {
        this.lists = new ListReader(kafka);
        this.observations = observations;
        this.thread = new Thread(this::follow, "follow-lists");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return the user's text profile, if somebody asked for it */
    @Nullable
    String profileText(String user) {
        return profileTexts.get(user);
    }

    private void follow() {
        try (lists) {
            while (!closed) {
                for (Recommendation list : lists.poll(Duration.ofMillis(50))) {
                    received(list);
                }
            }
        } catch (WakeupException e) {
            // closing
        }
    }

    private void received(Recommendation list) {
        if (list.getTrigger() == Trigger.REQUEST) {
            if (list.getProfileText() != null) {
                profileTexts.put(list.getUserId(), list.getProfileText());
            }
        } else {
            observations.received(list, Instant.now());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
