package dev.tributary.models.training;

import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import java.util.Arrays;
import java.util.List;

/** Fits calibrations by Newton's method on the weighted log loss of "this row was chosen" (Platt, 1999). */
public final class Platt {
    private static final int STEPS = 50;
    /** Keeps the slope near 1 where a scenario has few lists. */
    private static final double PRIOR = 1;

    private Platt() {}

    /** @param lists of one scenario; none gives no calibration */
    public static Calibration fit(List<TrainingList> lists, Ranker.Scorer scorer) {
        if (lists.isEmpty()) {
            return Calibration.NONE;
        }
        int rows = lists.stream().mapToInt(TrainingList::size).sum();
        var scores = new float[rows];
        var weights = new float[rows];
        var chosen = new boolean[rows];
        int at = 0;
        for (TrainingList list : lists) {
            for (int row = 0; row < list.size(); row++, at++) {
                int from = row * Signal.COUNT;
                scores[at] = scorer.score(Arrays.copyOfRange(list.signals(), from, from + Signal.COUNT));
                weights[at] = list.weights()[row];
                chosen[at] = row == 0;
            }
        }
        return newton(scores, weights, chosen);
    }

    private static Calibration newton(float[] scores, float[] weights, boolean[] chosen) {
        double total = 0;
        double taken = 0;
        double center = 0;
        for (int i = 0; i < scores.length; i++) {
            total += weights[i];
            taken += chosen[i] ? weights[i] : 0;
            center += scores[i] * (chosen[i] ? 1 : 0);
        }
        double slope = 1;
        double offset = Math.log(taken / (total - taken)) - center / taken;
        for (int step = 0; step < STEPS; step++) {
            double gradientSlope = PRIOR * (slope - 1);
            double gradientOffset = 0;
            double slopes = PRIOR;
            double offsets = 1e-6;
            double both = 0;
            for (int i = 0; i < scores.length; i++) {
                double share = 1 / (1 + Math.exp(-(slope * scores[i] + offset)));
                double error = weights[i] * (share - (chosen[i] ? 1 : 0));
                double curve = weights[i] * share * (1 - share);
                gradientSlope += error * scores[i];
                gradientOffset += error;
                slopes += curve * scores[i] * scores[i];
                offsets += curve;
                both += curve * scores[i];
            }
            double determinant = slopes * offsets - both * both;
            double changeSlope = (gradientSlope * offsets - gradientOffset * both) / determinant;
            double changeOffset = (gradientOffset * slopes - gradientSlope * both) / determinant;
            double damping = Math.min(1, 1 / Math.max(Math.abs(changeSlope), Math.abs(changeOffset) / 4));
            slope = Math.max(0.05, slope - damping * changeSlope);
            offset -= damping * changeOffset;
            if (Math.abs(changeSlope) + Math.abs(changeOffset) < 1e-6) {
                break;
            }
        }
        return new Calibration((float) slope, (float) offset);
    }
}
