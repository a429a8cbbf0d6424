package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemCountsTest {
    @Test
    void decaysWithItsTimeConstants() {
        ItemCounts counts = ItemCounts.NONE.visit(0).visit(7 * DAY);

        assertThat(counts.day7()).isCloseTo(1 + Math.exp(-1), within(1e-9));
        assertThat(counts.day1()).isCloseTo(1 + Math.exp(-7), within(1e-9));
        assertThat(counts.all()).isEqualTo(2);
    }

    @Test
    void doesNotDependOnTheOrderOfVisits() {
        List<Long> times = List.of(5 * DAY, 1 * DAY, 9 * DAY, 2 * DAY);
        ItemCounts shuffled = visits(times);
        ItemCounts sorted = visits(times.stream().sorted().toList());

        assertThat(shuffled.day7()).isCloseTo(sorted.day7(), within(1e-12));
        assertThat(shuffled.at()).isEqualTo(sorted.at()).isEqualTo(9 * DAY);
        assertThat(shuffled.all()).isEqualTo(4);
    }

    @Test
    void signalsAreLogarithmsAsOfNow() {
        var signals = new float[Signal.COUNT];
        ItemCounts.NONE.visit(0).visit(0).signals(30 * DAY, signals);

        assertThat(signals[Signal.POPULARITY_30D.ordinal()])
                .isCloseTo((float) Math.log1p(2 * Math.exp(-1)), within(1e-6f));
        assertThat(signals[Signal.POPULARITY_ALL.ordinal()]).isCloseTo((float) Math.log(3), within(1e-6f));
    }

    @Test
    void signalsOfAMomentBeforeTheNewestVisitDoNotGrow() {
        var late = new float[Signal.COUNT];
        var now = new float[Signal.COUNT];
        ItemCounts counts = ItemCounts.NONE.visit(10 * DAY);
        counts.signals(0, late);
        counts.signals(10 * DAY, now);

        assertThat(late).containsExactly(now);
    }

    private static ItemCounts visits(List<Long> times) {
        ItemCounts counts = ItemCounts.NONE;
        for (long time : times) {
            counts = counts.visit(time);
        }
        return counts;
    }
}
