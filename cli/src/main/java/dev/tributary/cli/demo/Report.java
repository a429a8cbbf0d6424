package dev.tributary.cli.demo;

import dev.tributary.cli.terminal.Columns;
import dev.tributary.schemas.RecommendedItem;
import java.util.Locale;

/** A demonstration in words. */
final class Report {
    private static final int ITEMS = 5;

    private Report() {}

    static String of(Summary summary, Observations observations) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d behaviors, %,d reflected, %,d lost, %,d dead letters, in %.1f s (%,.0f/s)%n"
                        + "%,d recommendations: %s%n"
                        + "behavior → recommendation: p50 %d ms, p95 %d ms, p99 %d ms, max %d ms%n"
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
                summary.latencyMs().get("p50"),
                summary.latencyMs().get("p95"),
                summary.latencyMs().get("p99"),
                summary.latencyMs().get("max"),
                summary.itemsIndexed(),
                summary.indexingSeconds(),
                summary.encoderCalls(),
                summary.encoderCallsPerBehavior(),
                summary.firstRecommendationSeconds(),
                summary.peakRssMb()));
        String user = observations.exampleUser();
        if (user != null) {
            observations.lists(user).forEach((scenario, list) -> {
                text.append(String.format("%n%s in %s%n", user, scenario));
                list.getItems().stream().limit(ITEMS).forEach(item -> text.append(line(item)));
            });
        }
        return text.toString();
    }

    private static String line(RecommendedItem item) {
        String reason =
                item.getReasons().isEmpty() ? "" : item.getReasons().get(0).getText();
        String title = item.getTitle().isEmpty() ? item.getItemId() : item.getTitle();
        return String.format("  %d %s  %s%n", item.getRank(), Columns.fit(title, 56), Columns.cut(reason, 90));
    }
}
