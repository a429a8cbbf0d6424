package dev.tributary.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Placement HIT = new Placement(0, 0);
    private static final Placement MISS = new Placement(50, 0);

    @Test
    void averagesOverRankingsAndNotOverUsers() {
        var tally = new Tally();
        tally.add("busy", HIT);
        tally.add("busy", HIT);
        tally.add("busy", HIT);
        tally.add("quiet", MISS);

        assertThat(tally.size()).isEqualTo(4);
        assertThat(hits(tally).mean()).isEqualTo(0.75);
    }

    @Test
    void resamplesWholeUsers() {
        var tally = new Tally();
        for (int i = 0; i < 100; i++) {
            tally.add("lucky", HIT);
            tally.add("unlucky", MISS);
        }

        // with two users a quarter of the resamples is all hits and a quarter all misses, however many rankings there
        // are
        assertThat(hits(tally)).isEqualTo(new Estimate(0.5, 0, 1));
    }

    @Test
    void hasANarrowIntervalForManyUsers() {
        var tally = new Tally();
        for (int i = 0; i < 1000; i++) {
            tally.add("u" + i, i % 2 == 0 ? HIT : MISS);
        }

        // standard error sqrt(0.25 / 1000) = 0.0158, so about 0.469 to 0.531
        assertThat(hits(tally).low()).isBetween(0.455, 0.48);
        assertThat(hits(tally).high()).isBetween(0.52, 0.545);
    }

    @Test
    void isTheSameEachTime() {
        var tally = new Tally();
        for (int i = 0; i < 20; i++) {
            tally.add("u" + i, i % 3 == 0 ? HIT : MISS);
        }

        assertThat(tally.estimates()).isEqualTo(tally.estimates());
    }

    private static Estimate hits(Tally tally) {
        return java.util.Objects.requireNonNull(tally.estimates().get(Measure.HR_10));
    }
}
