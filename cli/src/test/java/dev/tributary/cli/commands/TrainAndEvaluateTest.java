package dev.tributary.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Tributary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two commands as a user has them, with the real encoder, on a small shop. */
class TrainAndEvaluateTest {
    private static final String[] THINGS = {"tea pot", "running shoe", "garden chair", "train ticket", "jazz record"};

    @TempDir
    private static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeData() throws IOException {
        var items = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            items.append(String.format(
                    Locale.ROOT,
                    "{\"item_id\":\"i%d\",\"scenario\":\"shop\",\"title\":\"%s number %d\",\"categories\":[]}%n",
                    i,
                    THINGS[i % THINGS.length],
                    i));
        }
        var random = new Random(1);
        var events = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            int user = random.nextInt(20);
            events.append(String.format(
                    Locale.ROOT,
                    "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"scenario\":\"shop\",\"item_id\":\"i%d\",\"action\":\"view\","
                            + "\"occurred_at\":\"2026-01-%02dT%02d:%02d:00Z\"}%n",
                    i,
                    user,
                    user % THINGS.length + THINGS.length * random.nextInt(8),
                    1 + i / 24,
                    i % 24,
                    i % 60));
        }
        Files.writeString(folder.resolve("items.jsonl"), items);
        Files.writeString(folder.resolve("events.jsonl"), events);
    }

    @Test
    void aTrainedModelIsEvaluatedOnWhatItDidNotLearnFrom() throws IOException {
        Path model = folder.resolve("model");
        Path figures = folder.resolve("figures.json");

        assertThat(run("train", "--data", data(), "--out", model.toString(), "--epochs", "2", "--lists", "100"))
                .isZero();
        assertThat(out.toString()).contains("Learned from", "The model is in " + model);
        assertThat(run("evaluate", "--data", data(), "--model", model.toString(), "--json", figures.toString()))
                .isZero();

        JsonNode written = new ObjectMapper().readTree(figures.toFile());
        JsonNode ranker = written.path("figures").get(0);
        assertThat(ranker.path("variant").asText()).isEqualTo("ranker");
        assertThat(ranker.path("n").asInt()).isEqualTo(80);
        // 1 of 40 at random would give a quarter
        assertThat(ranker.path("measures").path("HR_10").path("mean").asDouble())
                .isGreaterThan(0.25);
        assertThat(out.toString()).contains("only popularity_7d", "stream", "coverage");
    }

    @Test
    void aTowerIsTriedWantedOrLeftOut() throws IOException {
        String tried = trained("tried", "--tower", "auto");
        assertThat(out.toString())
                .containsPattern("A tower was (not )?kept: with one NDCG@10 is 0\\.\\d+, without 0\\.\\d+");
        String without = trained("without", "--tower", "off");
        String wanted = trained("wanted", "--tower", "on");
        String other = trained("other", "--tower", "on", "--until", "0.7");
        assertThat(Path.of(without, "tower.bin")).doesNotExist();
        assertThat(Path.of(wanted, "tower.bin")).exists();
        assertThat(Files.readString(Path.of(wanted, "interest.json"))).contains("\"tower\"", "64 wide");
        assertThat(Files.readString(Path.of(tried, "interest.json")).contains("64 wide"))
                .isEqualTo(out.toString().contains("A tower was kept"));

        assertThat(run("evaluate", "--data", data(), "--every", "4", "--model", without, wanted))
                .isZero();
        assertThat(out.toString()).doesNotContain("without tower");
        assertThat(run("evaluate", "--data", data(), "--every", "4", "--model", wanted, without))
                .isZero();
        assertThat(out.toString()).contains("only tower", "without tower");
        assertThat(run("evaluate", "--data", data(), "--model", wanted, other)).isEqualTo(2);
        assertThat(err.toString()).contains("different towers", "Evaluate one at a time");
    }

    /** @return the folder of a model that was trained quickly */
    private String trained(String name, String... options) {
        String model = folder.resolve(name).toString();
        var arguments = new ArrayList<String>(
                List.of("train", "--data", data(), "--out", model, "--epochs", "1", "--lists", "60"));
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new))).isZero();
        return model;
    }

    @Test
    void severalModelsAreComparedOnTheSamePredictions() throws IOException {
        Path study = folder.resolve("study");
        Path figures = folder.resolve("differences.json");

        assertThat(run(
                        "train",
                        "--data",
                        data(),
                        "--out",
                        study.toString(),
                        "--epochs",
                        "1",
                        "--lists",
                        "40",
                        "--condition",
                        "text,none"))
                .isZero();
        String text = study.resolve("text-1").toString();
        String none = study.resolve("none-1").toString();
        assertThat(run("evaluate", "--data", data(), "--model", text, none, "--json", figures.toString()))
                .isZero();

        JsonNode written = new ObjectMapper().readTree(figures.toFile());
        JsonNode difference = written.path("differences").get(0);
        assertThat(difference.path("variant").asText()).isEqualTo(none);
        assertThat(difference.path("against").asText()).isEqualTo(text);
        assertThat(hits(difference))
                .isCloseTo(
                        hits(written.path("figures").get(1))
                                - hits(written.path("figures").get(0)),
                        within(1e-9));
    }

    @Test
    void timesToEncodeTheProfileTextAreComparedOnTheSamePredictions() throws IOException {
        Path figures = folder.resolve("texts.json");

        assertThat(run(
                        "evaluate",
                        "--data",
                        data(),
                        "--every",
                        "8",
                        "--profile-text",
                        "5,never",
                        "--json",
                        figures.toString()))
                .isZero();

        JsonNode written = new ObjectMapper().readTree(figures.toFile());
        assertThat(written.path("figures").get(0).path("variant").asText()).isEqualTo("profile text 5");
        assertThat(written.path("figures").get(0).path("n").asInt()).isEqualTo(10);
        assertThat(written.path("differences").get(0).path("against").asText()).isEqualTo("profile text 5");
        JsonNode costs = written.path("profile_texts");
        assertThat(costs.get(0).path("behaviors").asInt()).isEqualTo(400);
        assertThat(costs.get(0).path("calls").asInt()).isBetween(1, 80);
        assertThat(costs.get(1).path("calls").asInt()).isZero();
        assertThat(out.toString()).contains("encoder calls", "per behavior");
    }

    private static double hits(JsonNode row) {
        return row.path("measures").path("HR_10").path("mean").asDouble();
    }

    @Test
    void leaveOneOutIsTrainedEvaluatedAndReported() throws IOException {
        Path model = folder.resolve("one-out");
        Path report = folder.resolve("report");

        assertThat(run(
                        "train",
                        "--data",
                        data(),
                        "--out",
                        model.toString(),
                        "--epochs",
                        "2",
                        "--lists",
                        "60",
                        "--without-last",
                        "1",
                        "--time-signals",
                        "off"))
                .isZero();
        assertThat(run(
                        "evaluate",
                        "--data",
                        data(),
                        "--protocol",
                        "leave-one-out",
                        "--time-signals",
                        "off",
                        "--model",
                        model.toString(),
                        "--report",
                        report.toString()))
                .isZero();

        assertThat(out.toString())
                .contains("The report is in ", "only neighbors")
                .doesNotContain("only popularity_7d");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("Everything (n = 20)", "<svg", "leave-one-out", "tributary evaluate --data")
                .doesNotContain("src=", "href=", "evaluate evaluate");
        assertThat(Files.readString(report.resolve("report.md"))).contains("(hr10-shop.svg)", "| ranker | ");
        assertThat(report.resolve("hr10-shop.svg")).exists();
        assertThat(err.toString()).doesNotContain("learned from");
        assertThat(run("evaluate", "--data", data(), "--every", "40", "--model", model.toString()))
                .isZero();
        assertThat(err.toString()).contains("Warning: " + model + " learned from behaviors that are predicted here");
        assertThat(run("train", "--data", data(), "--out", "x", "--without-last", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--without-last 0 leaves nothing to evaluate. Give 1 or 2.");
    }

    @Test
    void aStudyOfManyModelsIsTrainedAndTakenApart() throws IOException {
        String data = dataOfTwoScenarios();
        String study = folder.resolve("many").toString();
        String brief = "--epochs=1";
        String few = "--lists=40";

        assertThat(run(
                        "train",
                        "--data",
                        data,
                        "--out",
                        study,
                        brief,
                        few,
                        "--condition",
                        "text,none",
                        "--seed",
                        "1,2"))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("many").toFile().list())
                .contains("text-2", "none-1")
                .hasSize(4);
        assertThat(run(
                        "train",
                        "--data",
                        data,
                        "--out",
                        folder.resolve("left-out").toString(),
                        brief,
                        few,
                        "--without-each"))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("left-out").toFile().list())
                .as("all, without shop, without cafe")
                .hasSize(3);
        String model = folder.resolve("averaged").toString();
        assertThat(run("train", "--data", data, "--out", model, brief, few, "--networks", "3"))
                .as(err.toString())
                .isZero();

        assertThat(run("evaluate", "--data", data, "--every", "20", "--part", "tune", "--ablation"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("without neighbors");

        Path summary = folder.resolve("summary.json");
        assertThat(run(
                        "demo",
                        "--data",
                        data,
                        "--set",
                        "tributary.encode.interest-model=" + model,
                        "--events",
                        "40",
                        "--speed",
                        "max",
                        "--summary",
                        summary.toString(),
                        "--quiet"))
                .as("the stream ranks with the model: " + err)
                .isZero();
        JsonNode figures = new ObjectMapper().readTree(summary.toFile());
        assertThat(figures.path("lost").asInt(-1)).isZero();
    }

    /** The same shop, every other thing of it in a café. */
    private static String dataOfTwoScenarios() throws IOException {
        Path two = Files.createDirectories(folder.resolve("two"));
        for (String file : new String[] {"items.jsonl", "events.jsonl"}) {
            String lines = Files.readString(folder.resolve(file))
                    .replaceAll("(\"item_id\":\"i\\d*[13579]\",\"scenario\":\")shop", "$1cafe")
                    .replaceAll("(\"scenario\":\")shop(\",\"item_id\":\"i\\d*[13579]\")", "$1cafe$2");
            Files.writeString(two.resolve(file), lines);
        }
        return two.toString();
    }

    @Test
    void aDamagedModelIsOneSentence() throws IOException {
        Path model = folder.resolve("damaged");
        run("train", "--data", data(), "--out", model.toString(), "--epochs", "1", "--lists", "20");
        Path ranker = model.resolve("ranker.json");
        Files.writeString(ranker, Files.readString(ranker) + " ");

        assertThat(run("evaluate", "--data", data(), "--model", model.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(model.toString(), "ranker.json", "changed or damaged")
                .doesNotContain("\tat ");
    }

    @Test
    void whatCannotBeIsOneSentence() {
        assertThat(run("train", "--data", data(), "--out", "x", "--without", "cinema"))
                .isEqualTo(2);
        assertThat(run("train", "--data", data(), "--out", "x", "--until", "2")).isEqualTo(2);
        assertThat(run("evaluate", "--data", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(run("evaluate", "--data", data(), "--model", "nowhere")).isEqualTo(2);
        assertThat(run("evaluate", "--data", data(), "--profile-text", "5,often"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "There is no scenario 'cinema' in the data, only shop",
                        "The share of behaviors to use must be above 0 and at most 1, got 2.0",
                        "nowhere",
                        "Interest model nowhere: is not a directory",
                        "--profile-text: 'often' does not say when to encode a text profile")
                .doesNotContain("\tat ");
    }

    private static String data() {
        return folder.toString();
    }

    private int run(String... arguments) {
        return Tributary.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
