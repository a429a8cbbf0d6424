package dev.tributary.benchmarks.freshness;

import dev.tributary.benchmarks.measure.Latency;
import dev.tributary.benchmarks.measure.Sample;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.benchmarks.stream.Await;
import dev.tributary.benchmarks.stream.Record;
import dev.tributary.benchmarks.stream.Scenarios;
import dev.tributary.benchmarks.stream.Topic;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.sink.SinkConfig.Delivery;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/** The product at work, users who act at a fixed rate whatever happens, and somebody who reads the lists. For one thread. */
final class Live implements AutoCloseable {
    private static final String SCENARIO = "shop";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final EmbeddedTributary tributary;
    private final Topic topic;
    private final Ledger ledger = new Ledger(Traffic.HOT_USER);
    private final Audience audience;
    private final Stream<Behavior> behaviors;
    private final Iterator<Behavior> next;
    private final List<String> items;

    private Live(EmbeddedTributary tributary, World world, List<Item> items) {
        this.tributary = tributary;
        this.items = items.stream().map(Item::getItemId).toList();
        this.topic = new Topic(tributary.bootstrapServers(), 0);
        this.audience = new Audience(tributary.bootstrapServers(), ledger);
        this.behaviors =
                world.behaviors().filter(behavior -> behavior.getScenario().equals(SCENARIO));
        this.next = behaviors.iterator();
    }

    /**
     * Starts everything and returns when all items can be found.
     *
     * @param interval a user's list is refreshed at most once in this time
     */
    static Live start(FreshnessOptions options, String interval, Delivery delivery) throws InterruptedException {
        var world = World.create(WorldSettings.of(1, "en")
                .withUsers(options.users)
                .withItemsPerScenario(options.items)
                .withGrowth(Duration.ofDays(1), 0));
        List<Item> items = items(world);
        var live = new Live(
                EmbeddedTributary.start(FreePorts.ANY, settings(world, options, interval, delivery)), world, items);
        items.forEach(item -> live.topic.send(Topics.ITEMS, Record.of(item)));
        live.topic.flush();
        live.await("the items", () -> live.tributary.items() == options.items);
        return live;
    }

    private static List<Item> items(World world) {
        try (var items = world.items()) {
            return items.filter(item -> item.getScenario().equals(SCENARIO)).toList();
        }
    }

    private static Configuration settings(World world, FreshnessOptions options, String interval, Delivery delivery) {
        int parallelism = options.parallelism == 0 ? Runtime.getRuntime().availableProcessors() : options.parallelism;
        var settings = new Configuration();
        Scenarios.set(settings, world.scenarios(), SCENARIO);
        settings.setString("tributary.profile.refresh-interval", interval);
        settings.setString("tributary.sink.delivery", delivery.name());
        settings.setString("tributary.encode.disk-cache", "true");
        // a busy machine must not make lists that lack a shard
        settings.setString("tributary.rank.timeout", "60 s");
        // nor end while thousands of items wait for the encoder at once
        settings.setString("tributary.encode.timeout", "30 min");
        settings.setString("parallelism.default", String.valueOf(parallelism));
        settings.setString("restart-strategy.type", "none");
        if (delivery == Delivery.EXACTLY_ONCE) {
            settings.setString("execution.checkpointing.interval", options.checkpoint);
            settings.setString("execution.checkpointing.min-pause", "0 ms");
        }
        return settings;
    }

    /** @return ids of all items */
    List<String> items() {
        return items;
    }

    /** Acts at a rate for some time, and returns when a list knows of each behavior. */
    Round act(int perSecond, int seconds) throws InterruptedException {
        return act(perSecond, seconds, UnaryOperator.identity());
    }

    /** @param redirect makes another behavior of one that somebody in the simulated world does */
    Round act(int perSecond, int seconds, UnaryOperator<Behavior> redirect) throws InterruptedException {
        List<Deed> deeds = deeds(Math.multiplyExact(perSecond, seconds), redirect);
        long lists = audience.lists();
        var stopwatch = Stopwatch.start();
        long start = System.nanoTime() + LEAD_NANOS;
        for (int i = 0; i < deeds.size(); i++) {
            Deed deed = deeds.get(i);
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            waitUntil(due);
            ledger.sent(deed.userId(), due);
            topic.send(Topics.BEHAVIORS, deed.record());
        }
        topic.flush();
        await("the lists", () -> ledger.open() == 0);
        return new Round(ledger.take(), ledger.takeApart(), stopwatch.stop(audience.lists() - lists));
    }

    /** Made before anything is measured: to choose among thousands of items costs the simulated world more than a list of them costs the job. */
    private List<Deed> deeds(int count, UnaryOperator<Behavior> redirect) {
        return Stream.generate(next::next)
                .limit(count)
                .map(redirect)
                .map(behavior -> new Deed(behavior.getUserId(), Record.of(behavior)))
                .toList();
    }

    private static void waitUntil(long due) {
        long left;
        while ((left = due - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private void await(String what, BooleanSupplier done) throws InterruptedException {
        Await.until(
                what, PATIENCE, () -> audience.isWell() && !tributary.status().isTerminalState(), done);
    }

    @Override
    public void close() throws InterruptedException {
        audience.close();
        topic.close();
        behaviors.close();
        tributary.close();
    }

    private record Deed(String userId, Record record) {}

    /**
     * One repetition.
     *
     * @param latency of all users but the hot one
     * @param apart the hot user's
     * @param sample counts lists
     */
    record Round(Latency latency, Latency apart, Sample sample) {}
}
