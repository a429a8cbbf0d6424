package dev.tributary.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.terminal.Columns;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.schemas.Reason;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final String LONG = "一双轻便的越野跑鞋 for wet weather and stony mountain paths ".repeat(4);

    @Test
    void noLineIsWiderThanTheTerminal() {
        var frame = new Frame(new Terminal.Size(60, 40))
                .heading("Tributary", LONG)
                .plain(LONG)
                .quiet(LONG)
                .list(list("a", "b"), 5, Set.of("a"));

        assertThat(frame.lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(Columns.of(uncolored(line))).isLessThanOrEqualTo(60));
    }

    @Test
    void hasNoMoreLinesThanTheTerminalHasRows() {
        var frame = new Frame(new Terminal.Size(60, 10));
        IntStream.range(0, 30).forEach(i -> frame.plain("line " + i));

        assertThat(frame.lines()).hasSizeLessThan(10);
    }

    @Test
    void pointsOutWhatIsNewInAList() {
        var lines = new Frame(new Terminal.Size(100, 40))
                .list(list("a", "b"), 5, Set.of("b"))
                .lines();

        assertThat(uncolored(lines.get(1))).doesNotContain("+");
        assertThat(uncolored(lines.get(2))).startsWith(" + 2");
    }

    @Test
    void anItemIsNewOnlyIfTheListWasShownWithoutIt() {
        var newcomers = new Newcomers();

        assertThat(newcomers.of(list("a", "b"), 5, 0)).isEmpty();
        assertThat(newcomers.of(list("c", "a"), 5, 1_000)).containsExactly("c");
        assertThat(newcomers.of(list("c", "a"), 5, 3_900)).containsExactly("c");
        assertThat(newcomers.of(list("c", "a"), 5, 4_000)).isEmpty();
    }

    private static String uncolored(String line) {
        return line.replaceAll("\033\\[[\\d;]*m", "");
    }

    private static Recommendation list(String... ids) {
        return Recommendation.newBuilder()
                .setRecommendationId("r")
                .setUserId("u1")
                .setScenario("shop")
                .setTrigger(Trigger.BEHAVIOR)
                .setItems(IntStream.range(0, ids.length)
                        .mapToObj(i -> item(ids[i], i + 1))
                        .toList())
                .setModelVersion("m")
                .setOccurredAt(Instant.EPOCH)
                .setGeneratedAt(Instant.EPOCH)
                .build();
    }

    private static RecommendedItem item(String id, int rank) {
        return RecommendedItem.newBuilder()
                .setItemId(id)
                .setTitle(LONG)
                .setScore(1)
                .setRank(rank)
                .setSources(List.of())
                .setReasons(List.of(Reason.newBuilder()
                        .setSignal("text_max")
                        .setContribution(1)
                        .setText(LONG)
                        .build()))
                .build();
    }
}
