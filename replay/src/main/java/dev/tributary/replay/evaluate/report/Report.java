package dev.tributary.replay.evaluate.report;

import dev.tributary.replay.evaluate.Figures;
import dev.tributary.replay.evaluate.ListFigures;
import dev.tributary.replay.evaluate.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is reported of one evaluation.
 *
 * @param data name of the data set
 * @param facts what was evaluated and how, in the order to be read
 * @param definitions what the protocol does, a sentence each
 * @param figures as {@link Scoreboard#figures} gives them
 * @param lists what lists looked like; empty where the protocol makes none
 */
public record Report(
        String data,
        Map<String, String> facts,
        List<String> definitions,
        List<Figures> figures,
        List<ListFigures> lists) {

    /** Writes {@code report.html}, {@code report.md} and the charts that the latter shows. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.html"), new HtmlReport(this).text());
        Files.writeString(folder.resolve("report.md"), new MarkdownReport(this).text());
        for (String scenario : scenarios()) {
            Files.writeString(folder.resolve(chartFile(scenario)), chart(scenario));
        }
    }

    /** @return all scenarios together first, unless there is only one */
    List<String> scenarios() {
        List<String> single = figures.stream()
                .map(Figures::scenario)
                .filter(scenario -> !scenario.equals(Scoreboard.TOGETHER))
                .distinct()
                .toList();
        return single.size() == 1
                ? single
                : Stream.concat(Stream.of(Scoreboard.TOGETHER), single.stream()).toList();
    }

    List<Figures> rows(String scenario, String group) {
        return figures.stream()
                .filter(row -> row.scenario().equals(scenario) && row.group().equals(group))
                .toList();
    }

    Optional<ListFigures> lists(String scenario) {
        return lists.stream().filter(row -> row.scenario().equals(scenario)).findFirst();
    }

    String chart(String scenario) {
        return new IntervalChart(rows(scenario, Scoreboard.ALL)).svg();
    }

    static String chartFile(String scenario) {
        return "hr10-" + scenario.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "") + ".svg";
    }

    static String title(String scenario) {
        return scenario.equals(Scoreboard.TOGETHER) ? "All scenarios together" : scenario;
    }

    /** @return a group's name and what it means */
    static String title(String group, int n) {
        return switch (group) {
            case Scoreboard.COLD_USERS ->
                String.format(Locale.ROOT, "Cold users: fewer than 3 behaviors before (n = %,d)", n);
            case Scoreboard.COLD_ITEMS ->
                String.format(Locale.ROOT, "Cold items: never visited before, as far as is known (n = %,d)", n);
            default -> String.format(Locale.ROOT, "Everything (n = %,d)", n);
        };
    }

    /** What the measures mean, the same for both protocols. */
    static final List<String> MEASURES = List.of(
            "HR@k, hit rate: the share of predictions whose item stands among the first k.",
            "NDCG@k: 1 / log2(1 + rank) where the item stands among the first k, else 0; with one right item the ideal is 1.",
            "MRR: the mean of 1 / rank, without a limit.",
            "Items of equal score share their ranks: every measure is its mean over all orders of them.",
            "In brackets 95 % intervals by bootstrap over users (1,000 resamples, fixed seed). With few users they are too narrow.",
            "\"only\" ranks by one signal. \"without\" takes signals from the same ranker, which is not trained anew;"
                    + " \"text only\" takes all others.",
            "Coverage: the share of a scenario's items that stood in at least one list of ten. Diversity: 1 - cosine of the texts,"
                    + " mean over all pairs of a list, then over lists.");
}
