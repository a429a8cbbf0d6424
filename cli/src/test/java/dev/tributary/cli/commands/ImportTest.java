package dev.tributary.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Tributary;
import dev.tributary.replay.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void anImportedTableCanBeReplayed() throws IOException {
        Path log = folder.resolve("log.csv");
        Files.writeString(log, "uid,sku,ts,name\nu1,p1,1700000000,Kettle\nu1,p1,soon,Kettle\n");
        Path mine = folder.resolve("mine");

        assertThat(run(
                        "import",
                        "csv",
                        "--from",
                        log.toString(),
                        "--out",
                        mine.toString(),
                        "--scenario",
                        "shop",
                        "--map",
                        "user=uid,item=sku,time=ts,title=name"))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "1 items and 1 behaviors from 2023-11-14T22:13:20Z",
                        "1 rows left out, bad-time; the first: log.csv line 3",
                        mine.resolve("scenarios.yaml").toString());
        try (var behaviors = DataSet.open(mine).behaviors()) {
            assertThat(behaviors)
                    .singleElement()
                    .satisfies(behavior -> assertThat(behavior.getItemId()).isEqualTo("p1"));
        }
    }

    @Test
    void aMachineReadsCounts() throws IOException {
        Files.writeString(folder.resolve("movies.csv"), "movieId,title,genres\n1,Lantern,Drama\n");
        Files.writeString(
                folder.resolve("ratings.csv"), "userId,movieId,rating,timestamp\n7,1,4,1700000000\n7,1,x,1\n");

        assertThat(run(
                        "import",
                        "movielens",
                        "--json",
                        "--from",
                        folder.toString(),
                        "--out",
                        folder.resolve("films").toString()))
                .isZero();

        JsonNode counts = new ObjectMapper().readTree(out.toString());
        assertThat(counts.path("behaviors").asInt()).isEqualTo(1);
        assertThat(counts.path("rejects").path(0).path("reason").asText()).isEqualTo("bad-number");
    }

    @Test
    void whatCannotBeIsOneSentence() {
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("import", "movielens", "--from", nowhere, "--out", "x")).isEqualTo(2);
        assertThat(run("import", "amazon-reviews", "--from", nowhere, "--out", "x"))
                .isEqualTo(2);
        assertThat(run("import", "csv", "--from", nowhere, "--out", "x", "--map", "user=a", "--separator", "::"))
                .isEqualTo(2);
        assertThat(run("import", "csv", "--from", nowhere, "--out", "x", "--map", "user=a,item=b,time=c"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "Which format?",
                        "nowhere is no folder",
                        "nowhere does not exist. Give a folder, or a file of reviews",
                        "--separator :: is no single character",
                        "nowhere does not exist. Give a table")
                .doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return Tributary.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
