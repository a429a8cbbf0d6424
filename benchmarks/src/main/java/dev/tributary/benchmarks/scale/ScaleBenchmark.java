package dev.tributary.benchmarks.scale;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Sample;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.benchmarks.stream.Await;
import dev.tributary.benchmarks.stream.Record;
import dev.tributary.benchmarks.stream.Scenarios;
import dev.tributary.benchmarks.stream.Topic;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.util.FileUtils;

/**
 * What a behavior costs while a backlog is read, when ever more users have a profile in RocksDB on disk: random users, so that memory helps as
 * little as it can. Then a whole checkpoint, and a job that goes on from it.
 */
public final class ScaleBenchmark implements Benchmark {
    private static final String SCENARIO = "shop";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int SLOTS = 2;

    private final ScaleOptions options;

    public ScaleBenchmark(ScaleOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        double fewest = Double.NaN;
        for (int users : options.users) {
            double cost = Median.of(measure(users, findings, progress), Sample::cpuMicrosPerUnit);
            fewest = Double.isNaN(fewest) ? cost : fewest;
            findings.ratio("scale_cpu_%d_users".formatted(users), cost / fewest);
        }
    }

    private List<Sample> measure(int users, Findings findings, Progress progress) throws Exception {
        Path parent = options.folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : options.folder;
        Path folder = Files.createTempDirectory(parent, "tributary-scale-");
        try {
            return measure(users, folder, findings, progress);
        } finally {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private List<Sample> measure(int users, Path folder, Findings findings, Progress progress) throws Exception {
        var world = World.create(WorldSettings.of(1, "en")
                .withUsers(1)
                .withItemsPerScenario(options.items)
                .withGrowth(Duration.ofDays(1), 0));
        List<Item> items = items(world);
        Configuration settings = settings(world, folder);
        var crowd = new Crowd(SCENARIO, items.stream().map(Item::getItemId).toList(), users);
        var samples = new ArrayList<Sample>();
        try (var kafka = EmbeddedKafka.start();
                var topic = new Topic(kafka.bootstrapServers(), 5)) {
            Checkpoint checkpoint;
            try (var tributary = EmbeddedTributary.startOn(kafka.bootstrapServers(), settings)) {
                load(items, users, crowd, topic, tributary, progress);
                for (int i = -findings.warmUps(); i < findings.repetitions(); i++) {
                    progress.say("%,d users, %d of %d".formatted(users, i + 1, findings.repetitions()));
                    Sample sample = act(crowd.random(options.events), topic, tributary);
                    if (i >= 0) {
                        samples.add(sample);
                    }
                }
                checkpoint = Checkpoint.make(tributary.flinkAddress());
            }
            progress.say("%,d users, going on from the checkpoint".formatted(users));
            double recovery = recover(settings, checkpoint, crowd, topic, kafka.bootstrapServers());
            var more = new LinkedHashMap<String, Double>();
            more.put("checkpoint_mb", checkpoint.megabytes());
            more.put("checkpoint_s", checkpoint.seconds());
            more.put("bytes_per_user", checkpoint.megabytes() * (1 << 20) / users);
            more.put("recovery_s", recovery);
            findings.add(Figure.of(name(), users + " users", "behaviors", samples, more));
        }
        return samples;
    }

    private void load(
            List<Item> items, int users, Crowd crowd, Topic topic, EmbeddedTributary tributary, Progress progress)
            throws InterruptedException {
        items.forEach(item -> topic.send(Topics.ITEMS, Record.of(item)));
        topic.flush();
        await("the items", tributary, () -> tributary.items() == options.items);
        long behaviors = Math.max(options.least / users + 1L, options.history) * users;
        progress.say("%,d users, %,d behaviors first".formatted(users, behaviors));
        for (long i = 0; i < behaviors; i++) {
            topic.send(Topics.BEHAVIORS, crowd.next());
        }
        topic.flush();
        await("the behaviors", tributary, () -> tributary.behaviors() >= behaviors);
    }

    private static Sample act(List<Record> behaviors, Topic topic, EmbeddedTributary tributary)
            throws InterruptedException {
        long expected = tributary.behaviors() + behaviors.size();
        var stopwatch = Stopwatch.start();
        behaviors.forEach(behavior -> topic.send(Topics.BEHAVIORS, behavior));
        topic.flush();
        await("the behaviors", tributary, () -> tributary.behaviors() >= expected);
        return stopwatch.stop(behaviors.size());
    }

    /** @return seconds from the submission of the job to the first behavior in a profile; Flink itself starts before */
    private static double recover(
            Configuration settings, Checkpoint checkpoint, Crowd crowd, Topic topic, String bootstrapServers)
            throws InterruptedException {
        var restored = new Configuration(settings);
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.address());
        topic.send(Topics.BEHAVIORS, crowd.next());
        topic.flush();
        long start = System.nanoTime();
        try (var tributary = EmbeddedTributary.startOn(bootstrapServers, restored)) {
            await("a behavior after the recovery", tributary, () -> tributary.behaviors() > 0);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static void await(String what, EmbeddedTributary tributary, BooleanSupplier done)
            throws InterruptedException {
        Await.until(what, PATIENCE, () -> !tributary.status().isTerminalState(), done);
    }

    private static List<Item> items(World world) {
        try (var items = world.items()) {
            return items.filter(item -> item.getScenario().equals(SCENARIO)).toList();
        }
    }

    private Configuration settings(World world, Path folder) {
        var settings = new Configuration();
        Scenarios.set(settings, world.scenarios(), SCENARIO);
        settings.setString("tributary.encode.disk-cache", "true");
        settings.setString("parallelism.default", String.valueOf(SLOTS));
        settings.setString("restart-strategy.type", "none");
        settings.setString("taskmanager.memory.managed.size", options.memory);
        settings.setString(
                "state.backend.rocksdb.localdir", folder.resolve("rocksdb").toString());
        settings.setString(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        settings.setString("execution.checkpointing.interval", "1 h");
        settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        return settings;
    }
}
