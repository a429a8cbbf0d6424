package dev.tributary.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void countsTheFirstRankFully() {
        var first = new Placement(0, 0);

        assertThat(first.hitRate(5)).isEqualTo(1);
        assertThat(first.ndcg(5)).isEqualTo(1);
        assertThat(first.reciprocalRank()).isEqualTo(1);
    }

    @Test
    void discountsTheThirdRankByLogTwoOfFour() {
        var third = new Placement(2, 0);

        assertThat(third.ndcg(10)).isCloseTo(0.5, within(1e-12));
        assertThat(third.reciprocalRank()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(third.hitRate(2)).isZero();
        assertThat(third.ndcg(2)).isZero();
    }

    @Test
    void countsTheLastRankThatIsInTheListAndNotTheNext() {
        assertThat(new Placement(9, 0).hitRate(10)).isEqualTo(1);
        assertThat(new Placement(10, 0).hitRate(10)).isZero();
    }

    @Test
    void takesTheMeanOverTheOrdersOfEqualScores() {
        // ranks 2, 3 and 4 are equally likely
        var tied = new Placement(1, 2);

        assertThat(tied.hitRate(3)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(tied.ndcg(3)).isCloseTo((1 / (Math.log(3) / Math.log(2)) + 0.5) / 3, within(1e-12));
        assertThat(tied.reciprocalRank()).isCloseTo((1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 3, within(1e-12));
    }

    @Test
    void givesNothingForAnAbsentItem() {
        for (Measure measure : Measure.values()) {
            assertThat(measure.of(Placement.ABSENT)).isZero();
        }
    }
}
