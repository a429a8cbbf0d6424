package dev.tributary.replay.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.training.ListQuality;
import dev.tributary.models.training.Trainer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TowerTrialTest {
    private static final MlpWeights WEIGHTS = new MlpWeights(
            List.of(),
            new float[0],
            new float[0],
            new float[0][],
            new float[0][],
            Map.of(),
            new float[0][],
            new float[0],
            new float[0]);

    @Test
    void aTowerMustGainMoreThanSeedsDiffer() {
        assertThat(new TowerTrial(0.0710, 0.07, 100).isWon()).isFalse();
        assertThat(new TowerTrial(0.0715, 0.07, 100).isWon()).isTrue();
        assertThat(new TowerTrial(0, 0, 100).isWon()).isFalse();
        assertThat(new TowerTrial(0.5, 0.07, 99).isWon()).isFalse();
    }

    @Test
    void nothingIsWonWithoutLists() {
        var nothing = new Trainer.Fit(WEIGHTS, 1, new ListQuality(0, 0, -1));

        assertThat(TowerTrial.of(List.of(nothing), List.of(nothing)).isWon()).isFalse();
    }
}
