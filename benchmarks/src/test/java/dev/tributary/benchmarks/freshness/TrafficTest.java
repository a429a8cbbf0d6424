package dev.tributary.benchmarks.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Behavior;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final int COUNT = 20_000;
    private static final List<String> ITEMS =
            IntStream.range(0, 100).mapToObj(i -> "i" + i).toList();

    private final Behavior behavior =
            World.create(WorldSettings.of(1, "en")).behaviors().findFirst().orElseThrow();

    @Test
    void oneUserMakesHisShareAndTheFirstItemIsVisitedTwiceAsOftenAsTheSecond() {
        List<Behavior> drawn = draw(Traffic.hot(1, 50, 0.5, ITEMS, 1));

        assertThat(share(drawn, Behavior::getUserId, Traffic.HOT_USER)).isBetween(0.48, 0.52);
        double first = share(drawn, Behavior::getItemId, "i0");
        assertThat(first / share(drawn, Behavior::getItemId, "i1")).isBetween(1.8, 2.2);
        assertThat(share(drawn, Behavior::getItemId, "i99")).isPositive();
    }

    @Test
    void anEvenLoadTreatsUsersAndItemsAlike() {
        List<Behavior> drawn = draw(Traffic.even(1, 50, ITEMS));

        assertThat(share(drawn, Behavior::getUserId, Traffic.HOT_USER)).isZero();
        assertThat(share(drawn, Behavior::getUserId, "u7")).isBetween(0.015, 0.025);
        assertThat(share(drawn, Behavior::getItemId, "i0")).isBetween(0.007, 0.013);
        assertThat(share(drawn, Behavior::getItemId, "i99")).isBetween(0.007, 0.013);
    }

    private List<Behavior> draw(Traffic traffic) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> traffic.redirect(behavior))
                .toList();
    }

    private static double share(List<Behavior> drawn, Function<Behavior, String> field, String value) {
        return drawn.stream().filter(one -> field.apply(one).equals(value)).count() / (double) COUNT;
    }
}
