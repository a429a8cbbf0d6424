package dev.tributary.benchmarks.ingest;

import dev.tributary.benchmarks.stream.Await;
import dev.tributary.benchmarks.stream.Record;
import dev.tributary.benchmarks.stream.Scenarios;
import dev.tributary.benchmarks.stream.Topic;
import dev.tributary.cli.embedded.EmbeddedFlink;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.JobMetrics;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.TributaryJob;
import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/** The product and the bare job side by side on one broker and one cluster; who has nothing to do waits. For one thread. */
final class TwoJobs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int PARTITIONS = 2;

    private static final long LONGEST_PAUSE_MS = 5_000;

    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;
    private final Topic topic;
    private final JobID product;
    private final JobID bare;

    private TwoJobs(EmbeddedKafka kafka, EmbeddedFlink flink, Topic topic, JobID product, JobID bare) {
        this.kafka = kafka;
        this.flink = flink;
        this.topic = topic;
        this.product = product;
        this.bare = bare;
    }

    /** Starts both and returns when the product has indexed all items. */
    static TwoJobs start(Events events, IngestOptions options) throws Exception {
        int parallelism = options.parallelism == 0 ? Runtime.getRuntime().availableProcessors() : options.parallelism;
        EmbeddedKafka kafka = EmbeddedKafka.start();
        String address = kafka.bootstrapServers();
        createTopics(address);
        Configuration settings = settings(events, options, address, parallelism);
        // the bare job gathers for its sink: cheaper, and later
        Configuration bareSettings = new Configuration(settings);
        bareSettings.setString("tributary.kafka.topics.recommendations", BareJob.OUTPUT);
        bareSettings.setString("tributary.kafka.group-id", "bare");
        bareSettings.setString("tributary.sink.linger", "5 ms");
        EmbeddedFlink flink = EmbeddedFlink.start(2 * parallelism, settings);
        var jobs = new TwoJobs(
                kafka,
                flink,
                new Topic(address, 5),
                submit(flink, settings, TributaryJob::build),
                submit(flink, bareSettings, BareJob::build));
        for (Record item : events.items()) {
            jobs.topic.send(Topics.ITEMS, item);
        }
        jobs.topic.flush();
        jobs.await(
                "the items",
                () -> jobs.metrics().sum("retrieve", "items") == events.items().size());
        return jobs;
    }

    private static void createTopics(String address) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address))) {
            new TopicCreation(PARTITIONS, (short) 1).run(admin);
        }
        Topic.create(address, PARTITIONS, BareJob.INPUT, BareJob.OUTPUT);
    }

    private static Configuration settings(Events events, IngestOptions options, String address, int parallelism) {
        var settings = new Configuration();
        Scenarios.set(settings, events.world().scenarios());
        settings.setString("tributary.kafka.bootstrap-servers", address);
        settings.setString("tributary.profile.refresh-interval", options.interval);
        settings.setString("tributary.profile.refresh", options.refresh.name());
        settings.setString("tributary.encode.disk-cache", "true");
        settings.setString("parallelism.default", String.valueOf(parallelism));
        settings.setString("restart-strategy.type", "none");
        settings.setString("taskmanager.memory.managed.size", "192m");
        settings.setString("taskmanager.memory.network.min", "128m");
        settings.setString("taskmanager.memory.network.max", "128m");
        return FlinkDefaults.under(settings);
    }

    private static JobID submit(
            EmbeddedFlink flink, Configuration settings, BiConsumer<StreamExecutionEnvironment, JobConfig> build) {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        build.accept(env, JobConfig.from(settings));
        return flink.submit(env);
    }

    /** Feeds the product, and returns when all behaviors are in profiles and all lists they asked for until then are in the topic. */
    void product(List<Record> behaviors) throws InterruptedException {
        long expected = reflected() + behaviors.size();
        feed(Topics.BEHAVIORS, behaviors);
        await("the behaviors", () -> reflected() >= expected);
        long refreshes = metrics().sum("profile", "refreshes");
        await("their lists to be asked for", () -> refreshesPassed() >= refreshes);
        Thread.sleep(10); // the last of them are counted in interest before they leave it
        long asked = asked();
        await("their lists", () -> lists() >= asked);
    }

    /** What has come to the stage interest, texts left out that came there for the slow lane; rather too few while some are on their way. */
    private long refreshesPassed() {
        return metrics().sum("interest", "numRecordsIn") - metrics().sum("encode profiles", "numRecordsOut");
    }

    /** Lists that were asked for so far, be it by a behavior or by a text that was encoded. */
    private long asked() {
        return metrics().sum("interest", "numRecordsOut");
    }

    /** Waits until nothing moves any more: the lists that were put off are made, unless they were put off for long. */
    void settle(Duration interval) throws InterruptedException {
        long pause = Math.min(Math.max(500, interval.toMillis() + 200), LONGEST_PAUSE_MS);
        long before;
        do {
            before = lists() + encoded();
            Thread.sleep(pause);
        } while (lists() + encoded() != before);
    }

    /** Feeds the bare job, and returns when all of it is in its topic. */
    void bare(List<Record> behaviors) throws InterruptedException {
        long expected = topic.count(BareJob.OUTPUT) + behaviors.size();
        feed(BareJob.INPUT, behaviors);
        await("the bare job", () -> topic.count(BareJob.OUTPUT) >= expected);
    }

    /** @return behaviors that are part of a profile, so far */
    long reflected() {
        return metrics().sum("profile", "behaviors");
    }

    /** @return lists in the topic, so far */
    long lists() {
        return topic.count(Topics.RECOMMENDATIONS);
    }

    /** @return profile texts encoded, so far */
    long encoded() {
        return metrics().sum("encode profiles", "encoded");
    }

    private JobMetrics metrics() {
        return flink.metrics();
    }

    private void feed(String to, List<Record> behaviors) {
        for (Record behavior : behaviors) {
            topic.send(to, behavior);
        }
        topic.flush();
    }

    private void await(String what, BooleanSupplier done) throws InterruptedException {
        Await.until(
                what,
                PATIENCE,
                () -> !flink.status(product).isTerminalState() && flink.status(bare) != JobStatus.FAILED,
                done);
    }

    @Override
    public void close() {
        topic.close();
        flink.close();
        kafka.close();
    }
}
