package dev.tributary.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.demo.Observations.Latency;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    @Test
    void whatIsNotMeasuredYetIsADash() {
        Latency before = new Observations().latency();
        var after = new Latency(1, 0, 0, 1234, 1234);

        assertThat(before.inWords(before.p50())).isEqualTo("–");
        assertThat(after.inWords(after.p50())).isEqualTo("0");
        assertThat(after.inWords(after.p99())).isEqualTo("1,234");
    }
}
