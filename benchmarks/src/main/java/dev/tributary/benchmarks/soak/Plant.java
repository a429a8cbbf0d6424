package dev.tributary.benchmarks.soak;

import dev.tributary.benchmarks.stream.Await;
import dev.tributary.benchmarks.stream.Record;
import dev.tributary.benchmarks.stream.Scenarios;
import dev.tributary.benchmarks.stream.Topic;
import dev.tributary.cli.embedded.EmbeddedFlink;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.TributaryJob;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/** A broker with users who act, a cluster, and the job on it, which can be cancelled and started anew. For one thread. */
final class Plant implements AutoCloseable {
    static final int SLOTS = 2;
    static final double MANAGED_MEGABYTES = 96;

    private static final String SCENARIO = "shop";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Those with state in RocksDB. */
    private static final List<String> STATEFUL = List.of("relate", "profile", "interest", "retrieve", "rank");

    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;
    private final Users users;
    private final Configuration settings;
    private final int items;
    private final Topic topic;

    private Plant(
            EmbeddedKafka kafka, EmbeddedFlink flink, Users users, Configuration settings, int items, Topic topic) {
        this.kafka = kafka;
        this.flink = flink;
        this.users = users;
        this.settings = settings;
        this.items = items;
        this.topic = topic;
    }

    /** Starts all but the job. */
    static Plant start(SoakOptions options) throws InterruptedException {
        var world = World.create(WorldSettings.of(1, "en")
                .withUsers(200)
                .withItemsPerScenario(options.items)
                .withGrowth(Duration.ofDays(1), 0));
        EmbeddedKafka kafka = EmbeddedKafka.start();
        createTopics(kafka.bootstrapServers());
        var topic = new Topic(kafka.bootstrapServers(), 0);
        try (var items = world.items()) {
            items.filter(item -> item.getScenario().equals(SCENARIO))
                    .forEach(item -> topic.send(Topics.ITEMS, Record.of(item)));
        }
        topic.flush();
        Configuration settings = settings(world, kafka.bootstrapServers());
        return new Plant(
                kafka,
                EmbeddedFlink.start(SLOTS, settings),
                new Users(kafka.bootstrapServers(), world, SCENARIO, options.rate),
                settings,
                options.items,
                topic);
    }

    private static void createTopics(String bootstrapServers) throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicCreation(SLOTS, (short) 1).run(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics could not be created: " + e.getMessage(), e);
        }
    }

    private static Configuration settings(World world, String bootstrapServers) {
        var settings = new Configuration();
        Scenarios.set(settings, world.scenarios(), SCENARIO);
        settings.setString("tributary.kafka.bootstrap-servers", bootstrapServers);
        settings.setString("tributary.kafka.start-from", "COMMITTED");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "5"); // more work for the encoder than usual
        settings.setString("tributary.encode.timeout", "30 min"); // a busy machine is no fault of the job
        settings.setString("parallelism.default", String.valueOf(SLOTS));
        settings.setString("restart-strategy.type", "none");
        settings.setString("taskmanager.memory.managed.size", "%.0f m".formatted(MANAGED_MEGABYTES));
        settings.setString("state.backend.rocksdb.metrics.block-cache-usage", "true");
        return FlinkDefaults.under(settings);
    }

    /** Starts the job, and returns when it has all items and has made lists. */
    JobID submit() throws InterruptedException {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        TributaryJob.build(env, JobConfig.from(settings));
        JobID job = flink.submit(env);
        await(job, "the items", () -> flink.metrics().sum("retrieve", "items") == items);
        long before = lists();
        await(job, "a list", () -> lists() > before);
        return job;
    }

    private long lists() {
        return topic.count(Topics.RECOMMENDATIONS);
    }

    /** Waits some time; fails if job or users do. */
    void run(JobID job, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        await(job, "time to pass", () -> System.nanoTime() >= end);
    }

    /** Cancels the job and returns when it has ended. */
    void cancel(JobID job) {
        flink.cancel(job);
    }

    private void await(JobID job, String what, BooleanSupplier done) throws InterruptedException {
        Await.until(
                what,
                PATIENCE,
                () -> users.areWell() && !flink.status(job).isTerminalState() && flink.status(job) != JobStatus.FAILING,
                done);
    }

    /**
     * All states of a slot share one cache, of which their memtables are a part.
     *
     * @return megabytes of the slot whose RocksDB takes most, as RocksDB counts them
     */
    double rocksMegabytes() {
        return STATEFUL.stream()
                        .flatMap(stage -> flink.metrics().values(stage, "rocksdb.block-cache-usage"))
                        .mapToLong(Number::longValue)
                        .max()
                        .orElseThrow(() -> new IllegalStateException("RocksDB tells nothing of its memory"))
                / (double) (1 << 20);
    }

    @Override
    public void close() throws InterruptedException {
        users.close();
        topic.close();
        flink.close();
        kafka.close();
    }
}
