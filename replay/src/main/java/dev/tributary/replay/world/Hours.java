package dev.tributary.replay.world;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How lively each hour of the day is, UTC, against the liveliest. */
final class Hours {
    private static final double[] WEIGHTS = {
        0.25, 0.12, 0.06, 0.05, 0.06, 0.15, 0.35, 0.55, 0.6, 0.55, 0.5, 0.55, 0.7, 0.65, 0.5, 0.5, 0.55, 0.65, 0.8,
        0.95, 1, 0.95, 0.75, 0.45
    };
    static final double MEAN = Arrays.stream(WEIGHTS).average().orElseThrow();

    private Hours() {}

    /** @return above 0, at most 1 */
    static double weightAt(long millis) {
        return WEIGHTS[Math.floorMod(TimeUnit.MILLISECONDS.toHours(millis), 24)];
    }
}
