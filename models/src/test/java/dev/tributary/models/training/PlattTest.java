package dev.tributary.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattTest {
    @Test
    void findsTheLogOddsThatMadeTheChoices() {
        // pairs in which the first is chosen; the chance of a row of score s to be chosen is 1 / (1 + exp(-(2 s - 1)))
        var random = new Random(1);
        var lists = new ArrayList<TrainingList>();
        var chosen = new ArrayList<Float>();
        var left = new ArrayList<Float>();
        for (int i = 0; i < 40_000; i++) {
            float score = (float) random.nextGaussian();
            (random.nextDouble() < 1 / (1 + Math.exp(-(2 * score - 1))) ? chosen : left).add(score);
        }
        for (int i = 0; i < chosen.size(); i++) {
            int share = left.size() / chosen.size();
            var rows = new ArrayList<Float>(List.of(chosen.get(i)));
            rows.addAll(left.subList(i * share, (i + 1) * share));
            lists.add(list(rows));
        }
        Calibration found = Platt.fit(lists, signals -> signals[0]);

        assertThat(found.slope()).isCloseTo(2, within(0.1f));
        // what did not fit into whole lists is missing among those left
        double missing = Math.log((double) left.size() / (chosen.size() * (left.size() / chosen.size())));
        assertThat(found.offset()).isCloseTo((float) (-1 + missing), within(0.1f));
    }

    @Test
    void countsARowForAllItemsItStandsFor() {
        TrainingList once = list(List.of(0f, 0f));
        var hundredfold = new TrainingList(0, once.signals(), new float[] {1, 100});

        assertThat(Platt.fit(List.of(hundredfold), signals -> signals[0]).offset())
                .isCloseTo((float) -Math.log(100), within(0.01f));
    }

    @Test
    void changesNothingWithoutLists() {
        assertThat(Platt.fit(List.of(), signals -> 0)).isEqualTo(Calibration.NONE);
    }

    private static TrainingList list(List<Float> scores) {
        var signals = new float[scores.size() * Signal.COUNT];
        var weights = new float[scores.size()];
        for (int row = 0; row < weights.length; row++) {
            signals[row * Signal.COUNT] = scores.get(row);
            weights[row] = 1;
        }
        return new TrainingList(0, signals, weights);
    }
}
