package dev.tributary.cli.embedded;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.KafkaCheck;
import dev.tributary.job.Scenario;
import dev.tributary.job.TributaryJob;
import dev.tributary.job.source.KafkaConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * All of Tributary in this JVM: a Kafka broker, unless one elsewhere is named, the six topics, a Flink cluster and the job. Safe for use by many
 * threads.
 */
public final class EmbeddedTributary implements AutoCloseable {
    private final @Nullable EmbeddedKafka kafka;
    private final KafkaAccess access;
    private final EmbeddedFlink flink;
    private final Object changing = new Object();
    private volatile Configuration settings;
    private volatile JobID job;
    /** While the job stops and goes on with other settings. */
    private volatile boolean between;

    private EmbeddedTributary(
            @Nullable EmbeddedKafka kafka, KafkaAccess access, EmbeddedFlink flink, Configuration settings, JobID job) {
        this.kafka = kafka;
        this.access = access;
        this.flink = flink;
        this.settings = settings;
        this.job = job;
    }

    /**
     * Starts with a broker of its own.
     *
     * @param port where it listens, {@link FreePorts#ANY} for any free one
     * @param settings of job and Flink; Kafka's address is added
     * @throws IllegalArgumentException if a setting is wrong
     */
    public static EmbeddedTributary start(int port, Configuration settings) {
        EmbeddedKafka kafka = EmbeddedKafka.start(port);
        try {
            return start(kafka, kafka.bootstrapServers(), settings);
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure;
        }
    }

    /** Starts on a broker elsewhere; topics that are missing are created. */
    public static EmbeddedTributary startOn(String bootstrapServers, Configuration settings) {
        return start(null, bootstrapServers, settings);
    }

    private static EmbeddedTributary start(
            @Nullable EmbeddedKafka kafka, String bootstrapServers, Configuration settings) {
        var complete = FlinkDefaults.under(settings);
        complete.setString("tributary.kafka.bootstrap-servers", bootstrapServers);
        JobConfig config = JobConfig.from(complete);
        KafkaAccess access = new KafkaAccess(clientProperties(config.kafka()), TopicNames.of(config.kafka()));
        createTopics(access);
        KafkaCheck.run(config.kafka(), config.sink());
        EmbeddedFlink flink = EmbeddedFlink.start(complete.get(CoreOptions.DEFAULT_PARALLELISM), complete);
        try {
            var env = StreamExecutionEnvironment.getExecutionEnvironment(complete);
            TributaryJob.build(env, config);
            return new EmbeddedTributary(kafka, access, flink, complete, flink.submit(env));
        } catch (RuntimeException failure) {
            flink.close();
            throw failure;
        }
    }

    private static Map<String, Object> clientProperties(KafkaConfig kafka) {
        var properties = new HashMap<String, Object>(kafka.clientProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return properties;
    }

    private static void createTopics(KafkaAccess kafka) {
        try (Admin admin = kafka.admin()) {
            new TopicCreation(2, (short) 1).run(admin, kafka.topics());
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The topics could not be created: " + failure.getMessage(), failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created", interruption);
        }
    }

    /** @return where Flink's REST interface is, on this machine only */
    public URI flinkAddress() {
        return flink.restAddress();
    }

    /** @return the broker that the job uses, and its topics there */
    public KafkaAccess kafka() {
        return access;
    }

    public String bootstrapServers() {
        return String.valueOf(access.properties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    public JobStatus status() {
        return between ? JobStatus.RESTARTING : flink.status(job);
    }

    /**
     * Gives the job one more scenario: stops it with a savepoint and lets it go on from there, configured anew. No record is lost; for the seconds
     * that it takes, behaviors wait in Kafka. Counts go on.
     *
     * @param language of its reasons, {@code en} or {@code zh}
     * @throws IllegalArgumentException with what is wrong, if the job would not take the scenario; it then goes on as it was
     */
    public void addScenario(String id, String description, String language) throws InterruptedException {
        synchronized (changing) {
            var more = new ArrayList<>(settings.get(Scenario.SCENARIOS));
            more.add(Map.of("id", id, "description", description, "language", language));
            var changed = new Configuration(settings);
            changed.set(Scenario.SCENARIOS, more);
            JobConfig config = JobConfig.from(changed);
            between = true;
            try {
                flink.metrics().keepCounting(true);
                String savepoint = flink.stopWithSavepoint(job, flink.savepoints());
                flink.result(job).join();
                job = goOn(savepoint, changed, config);
                settings = changed;
                awaitRunning();
            } finally {
                flink.metrics().keepCounting(false);
                between = false;
            }
        }
    }

    private JobID goOn(String savepoint, Configuration changed, JobConfig config) {
        var restored = new Configuration(changed);
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(restored);
        TributaryJob.build(env, config);
        return flink.submit(env);
    }

    private void awaitRunning() throws InterruptedException {
        while (!isRunning()) {
            if (flink.status(job).isTerminalState()) {
                throw new IllegalStateException("The job did not go on: " + failureMessage());
            }
            Thread.sleep(20);
        }
    }

    /** @return a count of an operator, over all subtasks */
    public long count(String operator, String metric) {
        return flink.metrics().sum(operator, metric);
    }

    /** @return behaviors in Kafka that the job has not read yet */
    public long pendingBehaviors() {
        return flink.metrics().sum("Source: read behaviors", "pendingRecords");
    }

    /** @return the innermost cause of the job's newest failure */
    public String failureMessage() {
        return flink.failureMessage(job);
    }

    /** @return behaviors that are part of a profile */
    public long behaviors() {
        return flink.metrics().sum("profile", "behaviors");
    }

    /** @return behaviors that came twice */
    public long duplicates() {
        return flink.metrics().sum("profile", "duplicates");
    }

    /** @return items that can be found */
    public long items() {
        return flink.metrics().sum("retrieve", "items");
    }

    /** @return records refused by the source, over all topics */
    public long deadLetters() {
        return flink.metrics().sum("source behaviors", "deadLetters")
                + flink.metrics().sum("source items", "deadLetters")
                + flink.metrics().sum("source requests", "deadLetters")
                + flink.metrics().sum("source erasures", "deadLetters");
    }

    /** @return texts encoded by the model, items and profiles together */
    public long encoderCalls() {
        return flink.metrics()
                .values("encode items", "textsEncoded")
                .mapToLong(Number::longValue)
                .max()
                .orElse(0);
    }

    /** @return profile texts encoded */
    public long profilesEncoded() {
        return flink.metrics().sum("encode profiles", "encoded");
    }

    /** @return whether all stages run and the encoder is loaded */
    public boolean isRunning() {
        return flink.status(job) == JobStatus.RUNNING
                && flink.metrics().has("retrieve", "items")
                && flink.metrics().has("encode profiles", "encoded")
                && flink.metrics().has("rank", "degraded");
    }

    /** Stops the job with a savepoint in the given folder. */
    public String stopWithSavepoint(String folder) {
        return flink.stopWithSavepoint(job, folder);
    }

    @Override
    public void close() {
        flink.close();
        if (kafka != null) {
            kafka.close();
        }
    }
}
