package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Another Flink job may be seen by the same Prometheus. */
    @Test
    void whatTheJobTellsIsAskedOfThisJobAlone() throws Exception {
        assertThat(Observability.load().alerts().findValuesAsText("expr"))
                .allSatisfy(expression -> assertThat(expression)
                        .doesNotContainPattern("flink_\\w+(?!\\w|\\{job_name=\"tributary\"[,}])"));
        assertThat(Observability.load().dashboard().findValuesAsText("expr"))
                .allSatisfy(expression -> assertThat(expression)
                        .doesNotContainPattern("flink_\\w+_job_\\w+(?!\\w|\\{job_name=\"\\$job\"[,}])"));
        assertThat(Observability.load()
                        .dashboard()
                        .at("/templating/list/0/name")
                        .asText())
                .isEqualTo("job");
    }

    @Test
    void theSidesOfAComparisonAreTakenApart() throws Exception {
        assertThat(Observability.load().sides())
                .hasSizeGreaterThan(12)
                .contains("(count(flink_jobmanager_job_runningTime{job_name=\"tributary\"} > 0) or vector(0))")
                .noneMatch(side -> side.contains(" and "));
    }

    @Test
    void prometheusLooksAtEachFlinkProcessOfComposeAndHasTheAlerts() throws Exception {
        JsonNode config = Documents.one("deploy/observability/prometheus.yml");
        JsonNode flink = config.at("/scrape_configs/0/dns_sd_configs/0");
        Compose compose = Compose.load();

        assertThat(Documents.texts(flink.get("names"))).allMatch(compose.services()::containsKey);
        assertThat(Documents.texts(flink.get("names")))
                .containsAll(compose.services().keySet().stream()
                        .filter(name -> name.contains("manager"))
                        .toList());
        assertThat(Documents.one("deploy/flink/config.yaml")
                        .get("metrics.reporter.prometheus.port")
                        .asText())
                .startsWith(flink.get("port").asText() + "-");
        assertThat(Documents.texts(compose.service("prometheus").get("volumes")))
                .contains("./deploy/observability/alerts.yml:"
                        + config.at("/rule_files/0").asText() + ":ro");
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
