package dev.tributary.replay.evaluate.report;

import dev.tributary.replay.evaluate.Figures;
import dev.tributary.replay.evaluate.Scoreboard;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The report as Markdown; charts are files beside it. */
final class MarkdownReport {
    private final Report report;
    private final StringBuilder out = new StringBuilder();

    MarkdownReport(Report report) {
        this.report = report;
    }

    String text() {
        line("# Evaluation on " + report.data());
        line("");
        report.facts().forEach((name, value) -> line("* " + name + ": " + value));
        line("");
        for (String scenario : report.scenarios()) {
            scenario(scenario);
        }
        line("## What the figures mean");
        line("");
        report.definitions().forEach(sentence -> line("* " + sentence));
        Report.MEASURES.forEach(sentence -> line("* " + sentence));
        return out.toString();
    }

    private void scenario(String scenario) {
        line("## " + Report.title(scenario));
        line("");
        line("![HR@10 of each variant with 95 % interval](" + Report.chartFile(scenario) + ")");
        line("");
        for (String group : List.of(Scoreboard.ALL, Scoreboard.COLD_USERS, Scoreboard.COLD_ITEMS)) {
            table(group, report.rows(scenario, group));
        }
        report.lists(scenario).ifPresent(lists -> {
            line(String.format(Locale.ROOT, "Coverage %.4f, diversity %.4f.", lists.coverage(), lists.diversity()));
            line("");
        });
    }

    private void table(String group, List<Figures> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line("### " + Report.title(group, rows.get(0).n()));
        line("");
        row(Cells.HEADING);
        row(Collections.nCopies(Cells.HEADING.size(), "---"));
        rows.forEach(row -> row(Cells.of(row)));
        line("");
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
