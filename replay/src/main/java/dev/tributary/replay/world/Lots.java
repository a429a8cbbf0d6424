package dev.tributary.replay.world;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Draws by lot, the same for the same seed on every machine. Not safe for use by many threads. */
final class Lots {
    private final SplittableRandom random;

    Lots(long seed) {
        this(new SplittableRandom(seed));
    }

    private Lots(SplittableRandom random) {
        this.random = random;
    }

    /** @return lots that depend on how many were split off before, not on what was drawn from them */
    Lots split() {
        return new Lots(random.split());
    }

    double share() {
        return random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** @return a time that has no memory, of the given mean; at least a millisecond, so that nobody does two things at once */
    long waitMillis(Duration mean) {
        return 1 + (long) (-StrictMath.log(1 - share()) * mean.toMillis());
    }

    /** @return an index, each as likely as its weight */
    int weighted(double[] weights, int count) {
        double total = 0;
        for (int i = 0; i < count; i++) {
            total += weights[i];
        }
        double left = share() * total;
        int last = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
