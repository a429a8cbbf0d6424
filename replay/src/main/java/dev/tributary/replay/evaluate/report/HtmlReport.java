package dev.tributary.replay.evaluate.report;

import dev.tributary.replay.evaluate.Figures;
import dev.tributary.replay.evaluate.Scoreboard;
import java.util.List;
import java.util.Locale;

/** The report as one HTML file: style and charts are in it, nothing is loaded. */
final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; color: #20262d; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.6rem; margin-bottom: .3rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid #dfe3e6 }
            h3 { font-size: 1rem; margin: 1.2rem 0 .3rem } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem }
            dt { color: #6b7480 } dd { margin: 0; overflow-wrap: anywhere } svg { max-width: 100%; height: auto }
            .wide { overflow-x: auto } table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums }
            th, td { padding: .2rem .5rem; text-align: right; white-space: nowrap; border-bottom: 1px solid #eceff1 }
            th:first-child, td:first-child { text-align: left } small { color: #6b7480 } tr.own { font-weight: 600; background: #eef6f5 }
            .key span { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em }
            """;

    private final Report report;
    private final StringBuilder out = new StringBuilder();

    HtmlReport(Report report) {
        this.report = report;
    }

    String text() {
        String title = "Evaluation on " + Html.escaped(report.data());
        line("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title>");
        line("<meta name=\"viewport\" content=\"width=device-width\"><style>");
        line(STYLE + "</style></head><body><h1>" + title + "</h1><dl>");
        report.facts()
                .forEach((name, value) ->
                        line("<dt>" + Html.escaped(name) + "</dt><dd>" + Html.escaped(value) + "</dd>"));
        line("</dl>");
        report.scenarios().forEach(this::scenario);
        line("<h2>What the figures mean</h2><ul>");
        report.definitions().forEach(sentence -> line("<li>" + Html.escaped(sentence) + "</li>"));
        Report.MEASURES.forEach(sentence -> line("<li>" + Html.escaped(sentence) + "</li>"));
        line("</ul></body></html>");
        return out.toString();
    }

    private void scenario(String scenario) {
        line("<h2>" + Html.escaped(Report.title(scenario)) + "</h2>");
        line("<p class=\"key\">HR@10 with 95 % interval: <span style=\"background:#2b7a78\"></span>ranker"
                + "<span style=\"background:#a9bccb\"></span>baseline"
                + "<span style=\"background:#e5b27a\"></span>ranker with signals left out</p>");
        line(report.chart(scenario));
        for (String group : List.of(Scoreboard.ALL, Scoreboard.COLD_USERS, Scoreboard.COLD_ITEMS)) {
            table(group, report.rows(scenario, group));
        }
        report.lists(scenario)
                .ifPresent(lists -> line(String.format(
                        Locale.ROOT,
                        "<p>Coverage %.4f, diversity %.4f of the lists of ten.</p>",
                        lists.coverage(),
                        lists.diversity())));
    }

    private void table(String group, List<Figures> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line("<h3>" + Html.escaped(Report.title(group, rows.get(0).n())) + "</h3><div class=\"wide\"><table><tr>");
        Cells.HEADING.forEach(cell -> line("<th>" + cell + "</th>"));
        line("</tr>");
        for (int i = 0; i < rows.size(); i++) {
            line(i == 0 ? "<tr class=\"own\">" : "<tr>");
            for (String cell : Cells.of(rows.get(i))) {
                line("<td>" + Html.escaped(cell).replace(" [", " <small>[").replace("]", "]</small>") + "</td>");
            }
            line("</tr>");
        }
        line("</table></div>");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
