package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long HOUR_MS = 3_600_000;

    private final Pace pace = new Pace();
    private long now = 1_000_000;
    /** Of behaviors when they come to relate. */
    private long age = 5;

    @Test
    void inTimeNothingWaits() {
        assertThat(taken(10_000, 3)).isEqualTo(10_000);
        assertThat(pace.between()).isZero();
    }

    @Test
    void behindListsBecomeFewButNeverNone() {
        taken(100, 3);

        taken(3_000, 3 + 2 * Pace.BEHIND_MS);

        assertThat(pace.between()).isEqualTo(Pace.LONGEST_MS);
        assertThat(taken(1_000, 3 + 2 * Pace.BEHIND_MS)).isBetween(15, 25); // in a second
    }

    @Test
    void listsThatShareATurnCountEachForItself() {
        fallBehind();
        int turns = 0;
        for (int i = 0; i < 2_000; i++) {
            pace.observe(++now, 3 + 2 * Pace.BEHIND_MS, 5);
            if (pace.take(now)) {
                turns++;
                pace.takeMore(3);
            }
        }

        assertThat(turns).isBetween(9, 12); // four lists in 200 ms
    }

    @Test
    void inTimeListsThatShareATurnHoldNothingUp() {
        taken(100, 3);
        assertThat(pace.take(now)).isTrue();
        pace.takeMore(100);
        assertThat(taken(1_000, 3)).isEqualTo(1_000);
    }

    @Test
    void listsThatSharedATurnHoldNothingUpOnceBehaviorsAreInTime() {
        fallBehind();
        pace.takeMore(1_000);
        taken(5_000, 3);
        assertThat(taken(1_000, 3)).isEqualTo(1_000);
    }

    @Test
    void whoHasCaughtUpWaitsNoMore() {
        fallBehind();

        taken(5_000, 3);

        assertThat(pace.between()).isZero();
        assertThat(taken(1_000, 3)).isEqualTo(1_000);
    }

    @Test
    void whoHearsNoMoreOfBehaviorsHasCaughtUp() {
        fallBehind();
        int taken = 0;
        for (int i = 0; i < 5_000; i++) {
            taken += pace.take(++now) ? 1 : 0;
        }

        assertThat(pace.between()).isZero();
        assertThat(taken).isGreaterThan(2_000);
    }

    @Test
    void oneLateBehaviorAmongOthersSaysNothing() {
        taken(100, 3);
        for (int i = 0; i < 1_000; i++) {
            pace.observe(++now, i % 10 == 0 ? 3 : 1_000, 5);
        }

        assertThat(pace.between()).isZero();
    }

    @Test
    void aClockThatIsAheadOrBehindSaysNothing() {
        assertThat(taken(2_000, -5_000)).isEqualTo(2_000);
        var other = new Pace();
        for (int i = 0; i < 2_000; i++) {
            other.observe(now + i, 60_000, 5);
        }
        assertThat(other.between()).isZero();
    }

    @Test
    void theMoreWaitTheLaterTheyAskAgainWithinBounds() {
        fallBehind();
        assertThat(pace.retry(now) - now).isEqualTo(50);

        pace.wait(10);
        assertThat(pace.retry(now) - now).isEqualTo(500);

        pace.wait(1_500);
        assertThat(pace.retry(now) - now).isEqualTo(2_000);

        pace.wait(1_000_000);
        assertThat(pace.retry(now) - now)
                .as("a million who wait ask a thousand times a second, all together")
                .isGreaterThan(1_000_000);

        pace.served(2_000_000);
        assertThat(pace.retry(now) - now).isEqualTo(50);
    }

    @Test
    void manyWhoWaitWithoutBeingBehindAskAgainOneAfterTheOtherToo() {
        pace.wait(100_000);

        assertThat(pace.between()).isZero();
        assertThat(pace.retry(now) - now).isEqualTo(50_000);
    }

    @Test
    void whileABacklogIsReadListsAreFewThoughNoneIsLateWithinTheJob() {
        taken(1_000, 3);
        for (age = 3_600_000; age > 3_500_000; age -= 20) {
            taken(1, 3);
        }
        assertThat(pace.between()).isEqualTo(Pace.LONGEST_MS);

        age = 5;
        taken(5_000, 3);
        assertThat(pace.between()).isZero();
    }

    @Test
    void withinASecondOfABacklogListsAreFew() {
        taken(1_000, 3);
        int taken = 0;
        for (age = 3_600_000; age > 3_580_000; age -= 20) {
            taken += taken(1, 3);
        }

        assertThat(taken).as("of a thousand wishes in a second").isLessThan(700);
        assertThat(pace.between()).isEqualTo(Pace.LONGEST_MS);
    }

    @Test
    void aClockThatIsSetBackHoldsNoListsUp() {
        taken(100, 3);
        now -= HOUR_MS;
        assertThat(taken(1_000, 3)).isEqualTo(1_000);
    }

    @Test
    void aClockThatIsSetBackWhileListsAreFewIsForgotten() {
        taken(1_000, 3);
        for (age = 2 * HOUR_MS; age > HOUR_MS; age -= 2_000) {
            taken(100, 3 + 2 * Pace.BEHIND_MS);
        }
        assertThat(pace.between()).isEqualTo(Pace.LONGEST_MS);

        now -= HOUR_MS;
        age = 5 - HOUR_MS;
        assertThat(taken(5_000, 3 + 2 * Pace.BEHIND_MS - HOUR_MS)).isGreaterThan(2_000);
        assertThat(pace.between()).isZero();
    }

    /** For so long that lists are as far apart as they get. */
    private void fallBehind() {
        taken(100, 3);
        taken(3_000, 3 + 2 * Pace.BEHIND_MS);
    }

    /** A behavior and the wish for a list each millisecond; counts the lists. */
    private int taken(int behaviors, long took) {
        int taken = 0;
        for (int i = 0; i < behaviors; i++) {
            pace.observe(++now, took, took + age);
            taken += pace.take(now) ? 1 : 0;
        }
        return taken;
    }
}
