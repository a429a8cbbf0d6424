package dev.tributary.replay.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tributary.replay.data.DataSet;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLensTest {
    private static final String MOVIES_HEAD = "movieId,title,genres";
    private static final String RATINGS_HEAD = "userId,movieId,rating,timestamp";

    @TempDir
    Path dir;

    @Test
    void becomesAReplayByTimeWithScenarios() throws IOException {
        var folder = new Folder(dir);
        folder.write(
                "movies.csv",
                MOVIES_HEAD,
                "1,\"Lantern, The (2001)\",Drama|Mystery",
                "2,Snow Café (1999),(no genres listed)",
                "");
        folder.write("ratings.csv", RATINGS_HEAD, "7,1,4.5,1000000300", "8,2,3.0,1000000100", "7,2,5.0,1000000200");

        ImportReport report = folder.run(MovieLens.in(dir));

        assertThat(report.items()).isEqualTo(2);
        assertThat(report.behaviors()).isEqualTo(3);
        assertThat(report.rejects()).isEmpty();
        assertThat(report.last()).isEqualTo(Instant.ofEpochSecond(1000000300));
        assertThat(folder.items())
                .extracting(Item::getTitle)
                .containsExactly("Lantern, The (2001)", "Snow Café (1999)");
        assertThat(folder.items())
                .extracting(Item::getCategories)
                .containsExactly(List.of("Drama", "Mystery"), List.of());
        assertThat(folder.behaviors())
                .extracting(Behavior::getUserId, Behavior::getItemId, Behavior::getValue)
                .containsExactly(tuple("u8", "m2", 3.0), tuple("u7", "m2", 5.0), tuple("u7", "m1", 4.5));
        assertThat(DataSet.open(folder.out()).scenarios())
                .containsExactly(new ScenarioSpec("films", "films", "en", false));
        assertThat(folder.out()).isDirectoryNotContaining("glob:**.part").isDirectoryNotContaining("glob:**.run");
    }

    @Test
    void countsBadRowsByReasonAndTakesTheirNeighbors() throws IOException {
        var folder = new Folder(dir);
        folder.write("movies.csv", MOVIES_HEAD, "1,Lantern,Drama", "1,Lantern again,Drama", "2,,Drama");
        folder.write(
                "ratings.csv",
                RATINGS_HEAD,
                "7,1,4.5,1000000300",
                "7,1,great,1000000300",
                "7,1,4.5,yesterday",
                "7,1,4.5",
                "7,1,4.5,whenever",
                "\"7\"x,1,4.5,1000000300",
                "7,9,4.5,1000000301");

        ImportReport report = folder.run(MovieLens.in(dir));

        assertThat(Folder.counts(report))
                .isEqualTo(Map.of(
                        "bad-time",
                        2L,
                        "bad-number",
                        1L,
                        "wrong-column-count",
                        1L,
                        "duplicate-item",
                        1L,
                        "missing-value",
                        1L,
                        "bad-csv",
                        1L));
        assertThat(report.rejects().get(0).reason()).isEqualTo("bad-time");
        assertThat(report.rejects().get(0).example()).startsWith("ratings.csv line 4: 'yesterday' is no time");
        assertThat(folder.behaviors()).hasSize(2);
        assertThat(report.untitled()).isEqualTo(1);
        assertThat(folder.items()).extracting(Item::getItemId).containsExactly("m1", "m9");
    }

    @Test
    void makesTheSameRecordsEachTime() throws IOException {
        var folder = new Folder(dir);
        folder.write("movies.csv", MOVIES_HEAD, "1,Lantern,Drama");
        folder.write("ratings.csv.gz", RATINGS_HEAD, "7,1,4.5,1000000300", "7,1,4.5,1000000300");
        folder.run(MovieLens.in(dir));
        byte[] first = Files.readAllBytes(folder.out().resolve("events.jsonl.gz"));
        ReplayImport.run(MovieLens.in(dir), dir.resolve("again"), bytes -> {});

        assertThat(dir.resolve("again/events.jsonl.gz")).hasBinaryContent(first);
        assertThat(folder.behaviors()).extracting(Behavior::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void tellsHowManyBytesItHasRead() throws IOException {
        var folder = new Folder(dir);
        folder.write("movies.csv", MOVIES_HEAD, "1,Lantern,Drama");
        folder.write("ratings.csv.gz", RATINGS_HEAD, "7,1,4.5,1000000300");
        List<Long> progress = new ArrayList<>();

        ReplayImport.run(MovieLens.in(dir), folder.out(), progress::add);

        assertThat(progress).isSorted().last().isEqualTo(ReplayImport.bytes(MovieLens.in(dir)));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        var folder = new Folder(dir);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovieLens.in(dir.resolve("nowhere")))
                .withMessageContaining("no folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovieLens.in(dir))
                .withMessageContaining("has no ratings.csv");
        folder.write("movies.csv", MOVIES_HEAD, "1,Lantern,Drama");
        folder.write("ratings.csv", "user,movie", "7,1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.run(MovieLens.in(dir)))
                .withMessageContaining("has no column 'userId'. Its first row says: [user, movie]");
        assertThat(folder.out()).isEmptyDirectory();
    }

    @Test
    void touchesNoDataSetThatIsThere() throws IOException {
        var folder = new Folder(dir);
        folder.write("movies.csv", MOVIES_HEAD, "1,Lantern,Drama");
        folder.write("ratings.csv", RATINGS_HEAD, "7,1,4.5,1000000300");
        folder.write("out/items.jsonl", "mine");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.run(MovieLens.in(dir)))
                .withMessageContaining("holds a data set already (items.jsonl)");
    }
}
