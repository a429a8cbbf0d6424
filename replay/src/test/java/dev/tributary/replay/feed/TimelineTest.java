package dev.tributary.replay.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimelineTest {
    private final Timeline time = Timeline.system();

    @Test
    void waitsUntilDue() throws InterruptedException {
        Instant due = time.now().plusMillis(5);
        time.await(due, new CountDownLatch(1));
        assertThat(time.now()).isAfterOrEqualTo(due);
    }

    @Test
    @Timeout(60)
    void doesNotWaitOnceStopped() throws InterruptedException {
        Instant due = time.now().plus(Duration.ofHours(1));
        time.await(due, new CountDownLatch(0));
        assertThat(time.now()).isBefore(due);
    }
}
