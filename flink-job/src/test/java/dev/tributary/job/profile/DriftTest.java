package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class DriftTest {
    private final Drift drift = new Drift();
    private final Random random = new Random(1);
    private long now = 1_000_000;
    private int moving;

    @Test
    void recordsThatComeAsTheyAreWrittenDoNotMoveIt() {
        hear(10_000, time -> 5 + random.nextInt(30));

        assertThat(moving).isZero();
    }

    @Test
    void aBacklogThatGrowsMovesIt() {
        hear(2_000, time -> time / 2);

        assertThat(drift.isMoving()).isTrue();
    }

    @Test
    void aBacklogThatIsReadMovesItUntilItIsRead() {
        hear(2_000, time -> 3_600_000 - 50 * time);
        assertThat(drift.isMoving()).isTrue();

        hear(2_000, time -> 5);
        assertThat(drift.isMoving()).isFalse();
    }

    @Test
    void aMomentInWhichReadingStandsStillDoesNotEndIt() {
        hear(2_000, time -> 3_600_000 - 50 * time);
        moving = 0;
        hear(250, time -> 3_500_000);
        hear(1_000, time -> 3_500_000 - 50 * time);
        assertThat(moving).isEqualTo(1_250);

        hear(250, time -> 3_450_000);
        hear(10, time -> 3_450_000 - 100 * time);
        hear(2_000, time -> 5);
        assertThat(drift.isMoving()).isFalse();
    }

    @Test
    void agesThatGoUpAndDownEndIt() {
        hear(2_000, time -> 3_600_000 - 50 * time);
        for (int i = 0; i < 10; i++) {
            hear((int) Drift.WINDOW_MS, time -> 100);
            hear((int) Drift.WINDOW_MS, time -> 5);
        }
        assertThat(drift.isMoving()).isFalse();
    }

    @Test
    void aBacklogThatGrowsAgainAfterOneWasReadIsMovedAnew() {
        hear(2_000, time -> 3_600_000 - 50 * time);
        hear(2_000, time -> 3_500_000 + time / 2);
        assertThat(drift.isMoving()).isTrue();
    }

    @Test
    void allThatWasWrittenAtOnceMovesItWhileItIsRead() {
        hear(2_000, time -> time);

        assertThat(drift.isMoving()).isTrue();
    }

    @Test
    void clocksThatAreWrongDoNotMoveIt() {
        hear(10_000, time -> random.nextInt(100) == 0 ? -3_600_000 : 5);
        assertThat(moving).as("one of a hundred is an hour ahead").isZero();

        hear(10_000, time -> 3_600_000 + random.nextInt(30));
        assertThat(moving).as("all of them are an hour behind").isZero();
    }

    @Test
    void aPauseDoesNotMoveIt() {
        hear(1_000, time -> 5);
        now += 700;
        hear(20, time -> 700 - 35 * time);
        hear(1_000, time -> 5);

        assertThat(moving).isZero();
    }

    @Test
    void fewRecordsDoNotMoveIt() {
        for (int i = 0; i < 1_000; i++) {
            now += 5_000;
            drift.observe(now, random.nextInt(300));
            assertThat(drift.isMoving()).isFalse();
        }
    }

    /** A record each millisecond. */
    private void hear(int records, LongUnaryOperator ageAt) {
        for (int i = 0; i < records; i++) {
            drift.observe(++now, ageAt.applyAsLong(i));
            moving += drift.isMoving() ? 1 : 0;
        }
    }
}
