package dev.tributary.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EmbeddedFlinkTest {
    private static EmbeddedFlink flink;

    @BeforeAll
    static void start() {
        flink = EmbeddedFlink.start(1, new Configuration());
    }

    @AfterAll
    static void stop() {
        flink.close();
    }

    @Test
    void runsAJobAndReadsItsMetricsUntilItIsCancelled() {
        JobID job = flink.submit(endlessNumbers());

        await().until(() -> flink.metrics().sum("doubled", "numRecordsIn") > 100);
        assertThat(flink.status(job)).isEqualTo(JobStatus.RUNNING);

        flink.cancel(job);
        assertThat(flink.status(job)).isEqualTo(JobStatus.CANCELED);
        // the job is done a moment before its tasks take back their metrics
        await().until(() -> !flink.metrics().has("doubled", "numRecordsIn"));
    }

    @Test
    void stopsWithASavepoint(@TempDir Path folder) {
        JobID job = flink.submit(endlessNumbers());
        await().until(() -> flink.metrics().sum("doubled", "numRecordsIn") > 0);

        String savepoint = flink.stopWithSavepoint(job, folder.toUri().toString());

        assertThat(savepoint).startsWith("file:");
        assertThat(flink.result(job).join().isSuccess()).isTrue();
    }

    private static StreamExecutionEnvironment endlessNumbers() {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .map(number -> number * 2)
                .returns(Long.class)
                .name("doubled")
                .sinkTo(new DiscardingSink<>());
        return environment;
    }
}
