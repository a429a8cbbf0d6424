package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That each query returns data is in {@link StandaloneIT}, where a cluster runs. */
class ObservabilityTest {
    @Test
    void theDashboardHasOneRowPerStageInTheOrderOfTheFlow() throws Exception {
        assertThat(Observability.load().rows())
                .isEqualTo(List.of(
                        "All",
                        "source",
                        "relate",
                        "profile",
                        "encode",
                        "interest",
                        "retrieve",
                        "rank",
                        "sink",
                        "Flink"));
    }

    @Test
    void everyQueryAsksForAMetric() throws Exception {
        assertThat(Observability.load().expressions())
                .hasSizeGreaterThan(40)
                .allMatch(expression -> expression.contains("flink_"));
    }

    @Test
    void everyMetricOfThePageIsOnTheDashboard() throws Exception {
        String page = Files.readString(Documents.ROOT.resolve("deploy/README.md"));
        String table = page.substring(page.indexOf("| what | metrics |"), page.indexOf("## What was run"));
        List<String> names = Pattern.compile("`(\\w+)`")
                .matcher(table)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(Observability.load().panels())
                        .anyMatch(expression -> expression.contains("_" + name)));
    }

    @Test
    void whatARunbookPointsToIsThere() throws Exception {
        var pointer = Pattern.compile("([\\w/]+\\.md)(?:#([\\w-]+))?");
        for (String runbook : Observability.load().alerts().findValuesAsText("runbook")) {
            for (var found : pointer.matcher(runbook).results().toList()) {
                String page = Files.readString(Documents.ROOT.resolve(found.group(1)));
                String heading = found.group(2) == null ? "" : found.group(2).replace('-', ' ');
                assertThat(page.toLowerCase(Locale.ROOT)).contains("# " + heading);
            }
        }
    }

    @Test
    void everyPanelThatARunbookNamesExists() throws Exception {
        var observability = Observability.load();
        List<String> named = observability.alerts().findValuesAsText("runbook").stream()
                .flatMap(
                        runbook -> Pattern.compile("“([^”]+)”").matcher(runbook).results())
                .map(found -> found.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(5);
        assertThat(observability.titles()).containsAll(named);
    }

    /** So that an alert can say: go through them, the first that is near 1 holds the others back. */
    @Test
    void everyStageHasAPanelThatSaysHowBusyItIs() throws Exception {
        assertThat(Observability.load().rowsWith("Busy"))
                .containsExactly("source", "relate", "profile", "encode", "interest", "retrieve", "rank", "sink");
    }

    @Test
    void everyAlertSaysWhatToDoAndHowBadItIs() throws Exception {
        for (var rule : Observability.load().alerts().at("/groups/0/rules")) {
            assertThat(rule.at("/annotations/summary").asText())
                    .as("%s", rule.get("alert"))
                    .isNotEmpty();
            assertThat(rule.at("/annotations/runbook").asText())
                    .as("%s", rule.get("alert"))
                    .isNotEmpty();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        }
    }
}
