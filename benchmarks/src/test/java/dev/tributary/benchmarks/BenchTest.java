package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark, at its smallest: that it measures at all and that what it measures does its work; never how fast. */
class BenchTest {
    @TempDir
    private Path folder;

    @Test
    void comparesTheEncodeStageWithALoopAndWithOneCallPerRecord() throws IOException {
        JsonNode findings = bench("encode", "--encode-texts=6");

        assertThat(findings.at("/ratios/encode_vs_loop").asDouble()).isPositive();
        assertThat(findings.at("/ratios/encode_vs_record_at_a_time").asDouble()).isPositive();
    }

    @Test
    void comparesTheWholeJobWithABareOne() throws IOException {
        JsonNode findings = bench(
                "ingest", "--ingest-events=50", "--ingest-users=10", "--ingest-items=2", "--ingest-interval=50 ms");

        assertThat(findings.at("/ratios/ingest").asDouble()).isPositive();
    }

    @Test
    void measuresFromTheBehaviorToTheList() throws IOException {
        JsonNode findings = bench(
                "freshness",
                "--freshness-rates=20",
                "--freshness-seconds=1",
                "--freshness-items=5",
                "--freshness-interval=0 ms",
                "--freshness-delivery=at_least_once");

        JsonNode latency = findings.at("/latency_ms/20");
        assertThat(latency.get("p50").asDouble()).isPositive();
        assertThat(latency.get("p99_9").asDouble())
                .isGreaterThanOrEqualTo(latency.get("p50").asDouble());
    }

    @Test
    void measuresTheOthersWhileOneUserMakesHalfOfTheTraffic() throws IOException {
        JsonNode findings = bench("hot-user", "--hot-user-rate=20", "--hot-user-seconds=1", "--freshness-items=5");

        assertThat(findings.at("/ratios/hot_user_others_p99").asDouble()).isPositive();
        assertThat(findings.at("/figures/0/more/hot_user_p99_ms").asDouble()).isZero();
        assertThat(findings.at("/figures/1/more/hot_user_p99_ms").asDouble()).isPositive();
    }

    @Test
    void looksAtMemoryWhileTheJobRunsAndAtWhatIsLeftWhenItIsCancelled() throws IOException {
        JsonNode findings =
                bench("soak", "--soak-minutes=0.5", "--soak-restarts=1", "--soak-items=5", "--soak-sample=1");

        assertThat(findings.at("/broken")).isEmpty();
        JsonNode more = findings.at("/figures/0/more");
        assertThat(more.get("native_objects").asDouble()).isZero();
        assertThat(more.get("rocksdb_slot_mb").asDouble()).isPositive();
        assertThat(more.get("resident_mb").asDouble())
                .isGreaterThan(more.get("heap_after_last_mb").asDouble());
    }

    @Test
    void measuresWhatABehaviorCostsWithMoreUsersAndGoesOnFromACheckpoint() throws IOException {
        JsonNode findings = bench(
                "scale",
                "--scale-users=20,40",
                "--scale-least=50",
                "--scale-events=3000",
                "--scale-items=5",
                "--scale-memory=64m",
                "--scale-folder=" + folder);

        assertThat(findings.at("/ratios/scale_cpu_40_users").asDouble()).isPositive();
        JsonNode more = findings.at("/figures/1/more");
        assertThat(more.get("bytes_per_user").asDouble()).isGreaterThan(100);
        assertThat(more.get("recovery_s").asDouble()).isPositive();
    }

    @Test
    void comparesTheItemIndexWithOtherSearches() throws IOException {
        JsonNode findings = bench("retrieve", "--retrieve-items=300", "--retrieve-queries=3", "--retrieve-found=10");

        for (String other : List.of("float_scan", "djl_matrix", "jvector")) {
            assertThat(findings.at("/ratios/retrieve_vs_" + other + "_300").asDouble())
                    .isPositive();
        }
        assertThat(findings.at("/figures/0/more/recall").asDouble()).isGreaterThan(0.8);
    }

    @Test
    void measuresTheInnerLoops() throws IOException {
        JsonNode findings = bench("jmh", "--jmh-forks=0", "--jmh-millis=5");

        assertThat(findings.at("/figures").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "decodeAvro",
                        "decodeJson",
                        "dotInPlainJava",
                        "dotWithVectorInstructions",
                        "interestToTower",
                        "learnVisit",
                        "profileToInterest",
                        "readMemory",
                        "updateProfile");
    }

    @Test
    void namesTheBenchmarksWhereOneIsMistyped() {
        var err = new StringWriter();

        int exitCode = Bench.commandLine().setErr(new PrintWriter(err)).execute("bench", "encoed");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("no benchmark 'encoed'").contains("encode");
    }

    private JsonNode bench(String... arguments) throws IOException {
        Path json = folder.resolve("findings.json");
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new ArrayList<>(List.of("bench"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--warm-up=1", "--repetitions=1", "--json=" + json));

        int exitCode = Bench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString()).contains("load ").contains("steal ");
        return new JsonMapper().readTree(Files.readString(json));
    }
}
