package dev.tributary.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void theSameSeedKillsTheSameInTheSameOrderAndAnotherDoesNot() {
        assertThat(kills(7)).isEqualTo(kills(7)).isNotEqualTo(kills(8));
    }

    @Test
    void eachIsKilledOnceBeforeAnyOfThemAgain() {
        List<String> victims = kills(7).stream().map(Plan.Kill::victim).toList();

        for (int round = 0; round < victims.size(); round += Plan.VICTIMS.size()) {
            assertThat(victims.subList(round, round + Plan.VICTIMS.size()))
                    .containsExactlyInAnyOrderElementsOf(Plan.VICTIMS);
        }
    }

    private static List<Plan.Kill> kills(long seed) {
        return Stream.generate(new Plan(seed)::next).limit(20).toList();
    }
}
