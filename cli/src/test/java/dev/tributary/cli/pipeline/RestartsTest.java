package dev.tributary.cli.pipeline;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedFlink;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import dev.tributary.job.TributaryJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** In a long run, 20. */
    private static final int RESTARTS = Integer.getInteger("tributary.restarts", 3);

    /** What the job itself starts: its clients' threads, its sources' and its encoder's; pools of Flink and the broker's own live on. */
    private static final String OF_THE_JOB =
            "kafka-producer-network-thread.*|kafka-admin-client-thread.*|Source Data Fetcher.*|encoder-.*|async-.*|torch.*|native.*";

    @Test
    void aCancelledJobLeavesNoThreadOfItsClientsSourcesOrEncoderHoweverOftenItIsStarted() throws Exception {
        try (var broker = EmbeddedKafka.start();
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicCreation(2, (short) 1).run(admin);
            Configuration settings = settings(broker);
            TreeSet<String> before = threads();
            try (var flink = EmbeddedFlink.start(2, settings);
                    var kafka = new KafkaClient(broker.bootstrapServers())) {
                TreeSet<String> idle = threads();
                for (int i = 0; i < RESTARTS; i++) {
                    JobID job = submit(flink, settings);
                    kafka.behavior("e" + i, "u" + i, "shop", "i1");
                    kafka.awaitAnswer("e" + i, "shop");
                    assertThat(threads()).as("while it runs").hasSizeGreaterThan(idle.size() + 2);
                    flink.cancel(job);
                    assertThat(flink.status(job)).isEqualTo(JobStatus.CANCELED);
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(threads())
                                    .as("after start number %s", RESTARTS)
                                    .isEqualTo(idle));
                }
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        }
    }

    private static JobID submit(EmbeddedFlink flink, Configuration settings) {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        TributaryJob.build(env, JobConfig.from(settings));
        return flink.submit(env);
    }

    private static TreeSet<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches(OF_THE_JOB))
                .collect(toCollection(TreeSet::new));
    }

    private static Configuration settings(EmbeddedKafka broker) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.kafka.start-from", "EARLIEST");
        settings.setString("tributary.relate.item-wait", "0 ms");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return FlinkDefaults.under(settings);
    }
}
