package dev.tributary.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.job.sink.SinkConfig.Delivery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<String> ACTORS = List.of("u1", "u2", "u1");

    @Test
    void aBehaviorThatAProfileCountedTwiceOrNotAtAllIsSeen() {
        assertThat(Verdict.miscounted(ACTORS, Map.of("u1", 2L, "u2", 1L))).isZero();
        assertThat(Verdict.miscounted(ACTORS, Map.of("u1", 3L, "u2", 1L))).isOne();
        assertThat(Verdict.miscounted(ACTORS, Map.of("u1", 1L))).isEqualTo(2);
    }

    @Test
    void whatMustNotHappenIsSaid() {
        assertThat(broken(new Verdict(1, 0, 0, 0, 0), Delivery.EXACTLY_ONCE)).isEmpty();
        assertThat(broken(new Verdict(0, 0, 0, 0, 0), Delivery.EXACTLY_ONCE))
                .containsExactly("chaos: no process was killed in that time");
        assertThat(broken(new Verdict(1, 2, 0, 0, 0), Delivery.EXACTLY_ONCE))
                .containsExactly("2 behaviors are in no list; Kafka refused 0");
        assertThat(broken(new Verdict(1, 0, 3, 0, 0), Delivery.EXACTLY_ONCE))
                .containsExactly("0 behaviors are in no list; Kafka refused 3");
        assertThat(broken(new Verdict(1, 0, 0, 4, 0), Delivery.AT_LEAST_ONCE))
                .containsExactly("the profiles of 4 users have counted more or fewer behaviors than there were");
        assertThat(broken(new Verdict(1, 0, 0, 0, 5), Delivery.EXACTLY_ONCE)).containsExactly("5 lists came twice");
    }

    @Test
    void listsMayComeTwiceAtLeastOnce() {
        assertThat(broken(new Verdict(1, 0, 0, 0, 5), Delivery.AT_LEAST_ONCE)).isEmpty();
    }

    private static List<String> broken(Verdict verdict, Delivery delivery) {
        var findings = new Findings(0, 1);
        verdict.judge(delivery, findings);
        return findings.broken();
    }
}
