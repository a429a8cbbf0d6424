package dev.tributary.benchmarks.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Latency;
import dev.tributary.benchmarks.measure.Load;
import dev.tributary.benchmarks.measure.Sample;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotUserBenchmarkTest {
    @Test
    void theP99OfAllOthersMayDoubleButNotMore() {
        assertThat(broken(HotUserBenchmark.ROUNDS_TO_JUDGE, 200)).isEmpty();
        assertThat(broken(HotUserBenchmark.ROUNDS_TO_JUDGE, 210))
                .containsExactly(
                        "hot-user: with the hot user the p99 of all others is 2.1 times that of an even load, allowed are 2");
    }

    @Test
    void fewRoundsAreNotJudged() {
        assertThat(broken(HotUserBenchmark.ROUNDS_TO_JUDGE - 1, 210)).isEmpty();
    }

    /** @param p99 of the others beside the hot user; in an even load it is 100 */
    private static List<String> broken(int rounds, double p99) {
        var findings = new Findings(0, rounds);
        new HotUserBenchmark(new HotUserOptions(), new FreshnessOptions())
                .report(findings, Collections.nCopies(rounds, round(100)), Collections.nCopies(rounds, round(p99)));
        return findings.broken();
    }

    private static Live.Round round(double p99) {
        var latency = new Latency(10, 20, p99, 300);
        return new Live.Round(latency, latency, new Sample(1, 1, 1, new Load(0, 0, 0)));
    }
}
