package dev.tributary.cli.demo;

import dev.tributary.cli.terminal.Columns;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.schemas.RecommendedItem;
import java.util.Locale;

/** A demonstration in words. */
final class Report {
    private static final int ITEMS = 5;
    private static final int TITLE = 56;
    private static final int REASON = 90;

    private Report() {}

    static String of(Summary summary, Observations observations) {
        var latency = observations.latency();
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d behaviors, %,d reflected, %,d lost, %,d dead letters, in %.1f s (%,.0f/s)%n"
                        + "%,d recommendations: %s%n"
                        + "behavior → recommendation: p50 %s ms, p95 %s ms, p99 %s ms, max %s ms%n"
                        + "%,d items indexed in %.1f s; %,d encoder calls, %.3f per behavior for profiles%n"
                        + "first recommendation %.1f s after the start; peak memory %,d MB%n",
                summary.behaviors(),
                summary.reflected(),
                summary.lost(),
                summary.deadLetters(),
                summary.seconds(),
                summary.behaviorsPerSecond(),
                summary.recommendations(),
                summary.recommendationsByScenario(),
                latency.inWords(latency.p50()),
                latency.inWords(latency.p95()),
                latency.inWords(latency.p99()),
                latency.inWords(latency.max()),
                summary.itemsIndexed(),
                summary.indexingSeconds(),
                summary.encoderCalls(),
                summary.encoderCallsPerBehavior(),
                summary.firstRecommendationSeconds(),
                summary.peakRssMb()));
        String user = observations.exampleUser();
        if (user != null) {
            int reason = roomForReason();
            observations.lists(user).forEach((scenario, list) -> {
                if (!list.getItems().isEmpty()) {
                    text.append(String.format("%n%s in %s%n", user, scenario));
                    list.getItems().stream().limit(ITEMS).forEach(item -> text.append(line(item, reason)));
                }
            });
        }
        return text.toString();
    }

    /** So that no line of a terminal breaks. */
    private static int roomForReason() {
        int columns = Terminal.isThere() ? Terminal.size().columns() : Integer.MAX_VALUE;
        return Math.max(1, Math.min(REASON, columns - TITLE - "  1   ".length()));
    }

    private static String line(RecommendedItem item, int reasonWidth) {
        String reason =
                item.getReasons().isEmpty() ? "" : item.getReasons().get(0).getText();
        String title = item.getTitle().isEmpty() ? item.getItemId() : item.getTitle();
        return String.format(
                "  %d %s  %s%n", item.getRank(), Columns.fit(title, TITLE), Columns.cut(reason, reasonWidth));
    }
}
