package dev.tributary.cli.demo;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.terminal.Progress;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.feed.FeedCounts;
import dev.tributary.replay.feed.FeedListener;
import dev.tributary.replay.feed.Feeder;
import dev.tributary.replay.feed.FeederSettings;
import dev.tributary.schemas.Behavior;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replays data through a running Tributary: items first, and when they are indexed, the behaviors; then waits until every behavior is part of a
 * profile. One thread runs it; the observations may be read by others meanwhile.
 */
public final class Demonstration implements AutoCloseable {
    private static final long POLL_MS = 50;
    private static final long PATIENCE_MS = 60_000;
    /** Lists that were put off by the refresh interval are on their way when the last behavior is reflected. */
    private static final long SETTLE_MS = 1_500;

    private final EmbeddedTributary tributary;
    private final ReplayData data;
    private final Feeder feeder;
    private final Observations observations = new Observations();
    private final ListFollower follower;
    private volatile boolean stopped;
    private long itemsSent;
    private double indexingSeconds;

    public Demonstration(EmbeddedTributary tributary, ReplayData data, FeederSettings settings) {
        KafkaAccess kafka = tributary.kafka();
        this.tributary = tributary;
        this.data = data;
        this.follower = new ListFollower(kafka, observations);
        this.feeder = Feeder.open(
                data,
                kafka.properties(),
                settings.withTopics(kafka.topics().items(), kafka.topics().behaviors()));
    }

    /**
     * Sends the items and waits until they can be found.
     *
     * @param terminal whether to draw a progress bar
     */
    public void indexItems(boolean terminal) throws InterruptedException {
        long start = System.nanoTime();
        itemsSent = feeder.sendItems(FeedListener.NONE).items();
        try (var bar = new Progress("Indexing items", itemsSent, terminal)) {
            long indexed = 0;
            long changedAt = System.currentTimeMillis();
            while (indexed < itemsSent && !stopped && System.currentTimeMillis() - changedAt < PATIENCE_MS) {
                requireAlive();
                Thread.sleep(POLL_MS);
                long now = tributary.items() + tributary.deadLetters();
                changedAt = now == indexed ? changedAt : System.currentTimeMillis();
                indexed = now;
                bar.stepTo(Math.min(indexed, itemsSent));
            }
        }
        indexingSeconds = (System.nanoTime() - start) / 1e9;
    }

    /** Sends behaviors until the data, a limit or {@link #stop} ends it, and waits until all of them are reflected. */
    public Summary run() throws InterruptedException {
        long reflectedBefore = tributary.behaviors();
        long deadBefore = tributary.deadLetters();
        FeedCounts counts = feeder.sendBehaviors(new FeedListener() {
            @Override
            public void behaviorSent(Behavior behavior, long sent, Instant due, Instant now) {
                observations.sent(behavior, due.isAfter(now) ? now : due, now);
            }
        });
        long sent = counts.behaviors();
        long settled = -1;
        long changedAt = System.currentTimeMillis();
        while (System.currentTimeMillis() - changedAt < PATIENCE_MS) {
            requireAlive();
            long now = tributary.behaviors()
                    - reflectedBefore
                    + tributary.duplicates()
                    + tributary.deadLetters()
                    - deadBefore;
            if (now >= sent) {
                break;
            }
            changedAt = now == settled ? changedAt : System.currentTimeMillis();
            settled = now;
            Thread.sleep(POLL_MS);
        }
        Instant done = Instant.now();
        Thread.sleep(SETTLE_MS);
        return summary(sent, tributary.behaviors() - reflectedBefore, tributary.deadLetters() - deadBefore, done);
    }

    /** Ends the replay soon; what was sent is still waited for. For any thread. */
    public void stop() {
        stopped = true;
        feeder.stop();
    }

    Observations observations() {
        return observations;
    }

    ListFollower follower() {
        return follower;
    }

    EmbeddedTributary tributary() {
        return tributary;
    }

    ReplayData data() {
        return data;
    }

    private Summary summary(long sent, long reflected, long dead, Instant done) {
        Instant first = observations.firstSent();
        double seconds = first == null ? 0 : Math.max(1, done.toEpochMilli() - first.toEpochMilli()) / 1000.0;
        var latency = observations.latency();
        Map<String, Long> latencyMs = new LinkedHashMap<>();
        latencyMs.put("p50", latency.p50());
        latencyMs.put("p95", latency.p95());
        latencyMs.put("p99", latency.p99());
        latencyMs.put("max", latency.max());
        return new Summary(
                sent,
                reflected,
                Math.max(0, sent - reflected - tributary.duplicates() - dead),
                tributary.duplicates(),
                tributary.deadLetters(),
                observations.recommendations(),
                observations.recommendationsByScenario(),
                seconds,
                seconds == 0 ? 0 : rounded(sent / seconds),
                latencyMs,
                tributary.encoderCalls(),
                sent == 0 ? 0 : rounded((double) tributary.profilesEncoded() / sent),
                itemsSent,
                tributary.items(),
                rounded(indexingSeconds),
                sinceStart(observations.firstList()),
                PeakMemory.megabytes());
    }

    private static double sinceStart(@Nullable Instant moment) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return moment == null ? 0 : (moment.toEpochMilli() - start) / 1000.0;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private void requireAlive() {
        if (tributary.status().isTerminalState()) {
            throw new CannotRunException("The job ended: " + tributary.failureMessage());
        }
    }

    @Override
    public void close() {
        feeder.close();
        follower.close();
    }
}
