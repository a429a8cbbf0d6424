package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TributaryTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> commands() {
        return Tributary.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfEachCommandHasExamplesAndExitCodes(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out.toString())
                .contains("Usage: tributary " + command, "Examples:\n  tributary " + command, "Exit codes:");
    }

    @Test
    void aMistypedOptionIsAnsweredWithTheRightOne() {
        assertThat(run("topics", "--craete")).isEqualTo(2);

        assertThat(err.toString()).contains("--craete", "Did you mean --create", "tributary topics --help");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheRightOne() {
        assertThat(run("topcis")).isEqualTo(2);

        assertThat(err.toString()).contains("topcis", "Did you mean", "topics");
    }

    @Test
    void aKafkaThatDoesNotAnswerIsOneSentence() {
        assertThat(run("topics", "--kafka", "127.0.0.1:1")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("No Kafka answers at 127.0.0.1:1. ")
                .contains("tributary run")
                .doesNotContain("\tat ");
    }

    @Test
    void anAddressWithoutAPortIsOneSentence() {
        assertThat(run("topics", "--kafka", "kafka")).isEqualTo(2);

        assertThat(err.toString()).contains("\"kafka\" is no Kafka address", "localhost:9092");
    }

    @Test
    void aPortThatCannotBeIsOneSentence() {
        assertThat(run("topics", "--kafka", "localhost:99999")).isEqualTo(2);

        assertThat(err.toString()).contains("\"localhost:99999\" is no Kafka address");
    }

    @Test
    void whatAJobMayNotTellItsKafkaClientsNobodyTellsThemInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("kafka.properties"),
                "bootstrap.servers=ignored:9092\nsasl.kerberos.kinit.cmd=/tmp/anything\nmetric.reporters=com.example.Any\n");

        assertThat(run("topics", "--kafka-properties", file.toString())).isEqualTo(2);
        assertThat(run(
                        "train",
                        "--kafka",
                        "localhost:9092",
                        "--kafka-properties",
                        file.toString(),
                        "--out",
                        folder + "/model"))
                .isEqualTo(2);

        assertThat(err.toString().lines().filter(line -> line.startsWith("--kafka-properties: ")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "metric.reporters names classes to be loaded",
                                "sasl.kerberos.kinit.cmd names a program")
                        .doesNotContain("bootstrap.servers"));
    }

    @Test
    void aWrongNumberIsRefusedBeforeKafkaIsAsked() {
        assertThat(run("topics", "--create", "--partitions", "0")).isEqualTo(2);
        assertThat(run("profile", "--user", " ")).isEqualTo(2);
        assertThat(run("profile", "--user", "u1", "--timeout", "0")).isEqualTo(2);
        assertThat(run("recommend", "--user", "u1", "--scenario", "shop", "--limit", "0"))
                .isEqualTo(2);
        assertThat(run("replay", "--events", "-1")).isEqualTo(2);
        assertThat(run("replay", "--events", "x")).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--partitions 0",
                        "--user is empty",
                        "--timeout 0",
                        "--limit 0 is no length of a list. Give a number from 1 to 100",
                        "--events -1 is no number of behaviors",
                        "--events x is no whole number")
                .doesNotContain("No Kafka answers");
    }

    @Test
    void aWrongValueOfTheDemoIsOneSentenceBeforeAnythingStarts() {
        assertThat(run("demo", "--port", "99999")).isEqualTo(2);
        assertThat(run("demo", "--kafka-port", "99999")).isEqualTo(2);
        assertThat(run("demo", "--port", "8080", "--host", "192.0.2.1")).isEqualTo(2);
        assertThat(run("console", "--flink", "no url")).isEqualTo(2);
        assertThat(run("demo", "--speed", "fast")).isEqualTo(2);
        assertThat(run("demo", "--for", "soon")).isEqualTo(2);
        assertThat(run("demo", "--set", "tributary.encode.model=unheard-of")).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--port 99999",
                        "--kafka-port 99999",
                        "--host 192.0.2.1",
                        "--flink no url",
                        "got 'fast'",
                        "--for soon",
                        "named 'unheard-of'")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theDoctorTellsTheLibraryItsDeviceTheModelAndItsSpeed() {
        assertThat(run("doctor")).isZero();

        assertThat(out.toString())
                .containsPattern("ok +java +17|ok +java +[2-9]\\d")
                .containsPattern("ok +library +PyTorch \\d+\\.\\d+")
                .containsPattern("ok +device +(cpu|gpu \\d)")
                .containsPattern("ok +threads +[1-9]")
                .containsPattern("ok +model +all-MiniLM-L6-v2@\\w+, the default")
                .containsPattern("ok +speed +[1-9]\\d* texts/s");
    }

    @Test
    void theDoctorFindsAWrongModelAndSaysSoInJson() throws Exception {
        assertThat(run("doctor", "--model", "unheard-of", "--json")).isEqualTo(1);

        JsonNode findings = new ObjectMapper().readTree(out.toString());
        assertThat(findings.findValuesAsText("what"))
                .containsExactly("java", "memory", "processors", "library", "device", "threads", "model");
        JsonNode model = findings.get(6);
        assertThat(model.get("state").asText()).isEqualTo("fail");
        assertThat(model.get("found").asText()).contains("named 'unheard-of'");
        assertThat(model.get("remedy").asText()).contains("tributary models");
    }

    @Test
    void theDoctorRefusesHalfPrecisionWithoutAGpu() throws Exception {
        int status = run("doctor", "--precision", "half", "--json");

        JsonNode findings = new ObjectMapper().readTree(out.toString());
        assumeTrue(findings.get(4).get("found").asText().equals("cpu"), "there is a GPU");
        assertThat(status).isEqualTo(1);
        assertThat(findings.get(6).get("found").asText()).startsWith("tributary.encode.precision is HALF");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString())
                .containsPattern("^Tributary \\d+\\.\\d+\\S* \\(Flink \\d")
                .doesNotContain("$");
    }

    private int run(String... arguments) {
        return Tributary.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
