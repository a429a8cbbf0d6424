package dev.tributary.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.benchmarks.soak.Trend.Point;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void findsTheLineThatPointsLieOn() {
        Trend trend = Trend.through(List.of(new Point(1, 10), new Point(2, 13), new Point(4, 19)));

        assertThat(trend.slope()).isCloseTo(3, within(1e-9));
        assertThat(trend.error()).isCloseTo(0, within(1e-9));
        assertThat(trend.surelyAbove(2.9)).isTrue();
        assertThat(trend.surelyAbove(3.1)).isFalse();
    }

    @Test
    void isNotSureOfGrowthInNoise() {
        var random = new Random(1);
        List<Point> level = IntStream.range(0, 100)
                .mapToObj(x -> new Point(x, 1_000 + random.nextGaussian()))
                .toList();
        List<Point> growing =
                level.stream().map(at -> new Point(at.x(), at.y() + at.x())).toList();

        assertThat(Trend.through(level).surelyAbove(0.5)).isFalse();
        assertThat(Trend.through(growing).surelyAbove(0.5)).isTrue();
    }

    @Test
    void isSureOfNothingWithTwoPoints() {
        assertThat(Trend.through(List.of(new Point(0, 0), new Point(1, 1_000))).surelyAbove(0))
                .isFalse();
    }
}
