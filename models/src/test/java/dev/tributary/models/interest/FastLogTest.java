package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FastLogTest {
    @Test
    void isTheLogarithm() {
        var random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            double value = Math.exp(50 * random.nextDouble() - 20);
            double expected = Math.log(1 + value);
            assertThat((double) FastLog.ofOnePlus(value)).isBetween(expected * (1 - 1.2e-7), expected * (1 + 1.2e-7));
        }
    }

    @Test
    void ofOneIsZero() {
        assertThat(FastLog.ofOnePlus(0)).isZero();
    }

    @Test
    void nearPowersOfTwoAndTheirRoots() {
        for (int exponent = 0; exponent < 60; exponent++) {
            for (double factor :
                    new double[] {1, Math.nextUp(1d), Math.nextDown(1d), Math.sqrt(2), Math.nextUp(Math.sqrt(2))}) {
                double value = Math.max(1, factor * Math.pow(2, exponent)) - 1;
                assertThat(FastLog.ofOnePlus(value)).isEqualTo((float) Math.log(1 + value), within(1e-6f));
            }
        }
    }
}
