package dev.tributary.replay.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the replay gets the time from. */
interface Timeline {
    Instant now();

    /** Returns at {@code due}, or at once when {@code stop} is counted down. */
    void await(Instant due, CountDownLatch stop) throws InterruptedException;

    /** The system's clock as of this call, going on steadily even where the system's clock is then set anew. */
    static Timeline system() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        return new Timeline() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - startNanos);
            }

            @Override
            @SuppressWarnings("ReturnValueIgnored") // whether it was stopped, the caller looks up
            public void await(Instant due, CountDownLatch stop) throws InterruptedException {
                long nanos = Duration.between(now(), due).toNanos();
                if (nanos > 0) {
                    stop.await(nanos, TimeUnit.NANOSECONDS);
                }
            }
        };
    }
}
