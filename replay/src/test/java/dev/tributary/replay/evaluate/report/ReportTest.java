package dev.tributary.replay.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import dev.tributary.replay.evaluate.Figures;
import dev.tributary.replay.evaluate.ListFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Estimate TENTH = new Estimate(0.1, 0.08, 0.12);

    @TempDir
    private Path folder;

    @Test
    void writesOnePageThatNeedsNothingElse() throws IOException {
        report("<shop>").write(folder);

        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("&lt;shop&gt;", "0.1000 <small>[0.0800, 0.1200]</small>", "Cold items", "a sentence")
                .contains("Coverage 0.5000, diversity 0.9000")
                .doesNotContain("<shop>", "src=", "href=", "@import");
    }

    @Test
    void theMarkdownShowsTheChartsBesideIt() throws IOException {
        report("shop").write(folder);

        String text = Files.readString(folder.resolve("report.md"));
        assertThat(text).contains("# Evaluation on shop", "(hr10-all.svg)", "(hr10-food.svg)", "(hr10-toys.svg)");
        assertThat(text.indexOf("All scenarios together")).isLessThan(text.indexOf("## food"));
        for (String chart : List.of("hr10-all.svg", "hr10-food.svg", "hr10-toys.svg")) {
            assertThat(Files.readString(folder.resolve(chart)))
                    .startsWith("<svg")
                    .contains("ranker: HR@10 0.1000");
        }
    }

    @Test
    void aChartOfNothingIsStillAChart() {
        var zero = new Figures("food", "all", "ranker", 1, Map.of());

        assertThat(new IntervalChart(List.of(zero)).svg()).contains(">0.0000<").doesNotContain("NaN", "Infinity");
    }

    private static Report report(String data) {
        return new Report(
                data,
                Map.of("Protocol", "prequential"),
                List.of("a sentence"),
                List.of(row("food", "all"), row("food", "cold_items"), row("toys", "all"), row("(all)", "all")),
                List.of(new ListFigures("food", 0.5, 0.9)));
    }

    private static Figures row(String scenario, String group) {
        return new Figures(
                scenario, group, "ranker", 7, Map.of(Measure.HR_5, TENTH, Measure.HR_10, TENTH, Measure.MRR, TENTH));
    }
}
