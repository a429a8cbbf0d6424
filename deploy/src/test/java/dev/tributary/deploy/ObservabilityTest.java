package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That each metric exists is in {@link StandaloneIT}, where a cluster runs. */
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
    void everyAlertSaysWhatToDoAndHowBadItIs() throws Exception {
        for (var rule : Observability.load().alerts().at("/groups/0/rules")) {
            assertThat(rule.at("/annotations/summary").asText())
                    .as("%s", rule.get("alert"))
                    .isNotEmpty();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        }
    }
}
