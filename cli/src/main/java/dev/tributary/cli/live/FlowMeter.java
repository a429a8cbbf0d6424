package dev.tributary.cli.live;

import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns counts into rates, once a second. The newest picture may be read by any thread. */
final class FlowMeter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlowMeter.class);
    private static final long PERIOD_MS = 1_000;

    private final TopicFeed feed;
    private final Traffic traffic;
    private final People people;
    private final Stages stages;
    private final ScheduledExecutorService clock;
    private Stages.Reading readingBefore = Stages.Reading.none();
    private Traffic.Counts countsBefore = new Traffic.Counts(0, 0, 0);
    private long before = System.nanoTime();
    private volatile Flow flow;

    FlowMeter(TopicFeed feed, Traffic traffic, People people, Stages stages) {
        this.feed = feed;
        this.traffic = traffic;
        this.people = people;
        this.stages = stages;
        this.flow = measure(System.nanoTime());
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "flow-meter");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    Flow flow() {
        return flow;
    }

    private void tick() {
        try {
            flow = measure(System.nanoTime());
        } catch (RuntimeException failure) {
            LOG.warn("The flow could not be measured", failure); // the next second tries again
        }
    }

    private Flow measure(long now) {
        double seconds = Math.max(0.001, (now - before) / 1e9);
        Stages.Reading reading = stages.read();
        Traffic.Counts counts = traffic.counts();
        var rates = new TreeMap<String, Double>();
        reading.done().forEach((stage, count) -> {
            long last = readingBefore.done().getOrDefault(stage, count);
            rates.put(stage, rate(count - last, seconds));
        });
        Traffic.Delay delay = traffic.delay(System.currentTimeMillis());
        var measured = new Flow(
                feed.trouble(),
                reading.trouble(),
                rate(counts.behaviors() - countsBefore.behaviors(), seconds),
                rate(counts.lists() - countsBefore.lists(), seconds),
                rate(counts.deadLetters() - countsBefore.deadLetters(), seconds),
                rates,
                counts.behaviors(),
                counts.lists(),
                counts.deadLetters(),
                reading.items(),
                reading.waiting(),
                delay.p50(),
                delay.p99(),
                delay.silentMs(),
                people.active(),
                traffic.refusals(),
                people.scenarios());
        readingBefore = reading;
        countsBefore = counts;
        before = now;
        return measured;
    }

    /** A job that began anew counts from 0 again. */
    private static double rate(long more, double seconds) {
        return Math.round(Math.max(0, more) / seconds * 10) / 10.0;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
