package dev.tributary.benchmarks.soak;

import dev.tributary.benchmarks.stream.Record;
import dev.tributary.benchmarks.stream.Topic;
import dev.tributary.replay.world.World;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Topics;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Users who act in one scenario at a steady rate, whether a job runs or not, on a thread of its own. */
final class Users implements AutoCloseable {
    private final Topic topic;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** Begins at once. */
    Users(String bootstrapServers, World world, String scenario, int perSecond) {
        topic = new Topic(bootstrapServers, 0);
        thread = new Thread(() -> act(world, scenario, perSecond), "users");
        thread.start();
    }

    boolean areWell() {
        return failure.get() == null;
    }

    private void act(World world, String scenario, int perSecond) {
        try (topic;
                var behaviors = world.behaviors()) {
            Iterator<Behavior> next = behaviors
                    .filter(behavior -> behavior.getScenario().equals(scenario))
                    .iterator();
            long start = System.nanoTime();
            for (long i = 0; !closed; i++) {
                long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                topic.send(Topics.BEHAVIORS, Record.of(next.next()));
            }
            topic.flush();
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
