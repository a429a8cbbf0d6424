package dev.tributary.models.interest;

import java.util.Collection;

/** Turns a network's score into log-odds (Platt, 1999): {@code slope * score + offset}. The order of items stays, as the slope is positive. */
public record Calibration(float slope, float offset) {
    public static final Calibration NONE = new Calibration(1, 0);

    public Calibration {
        if (!(slope > 0) || !Float.isFinite(slope) || !Float.isFinite(offset)) {
            throw new IllegalArgumentException(
                    "A calibration needs a positive slope and a finite offset, got " + slope + " and " + offset);
        }
    }

    public float of(float score) {
        return slope * score + offset;
    }

    static Calibration mean(Collection<Calibration> calibrations) {
        if (calibrations.isEmpty()) {
            return NONE;
        }
        double slope = 0;
        double offset = 0;
        for (Calibration calibration : calibrations) {
            slope += calibration.slope / calibrations.size();
            offset += calibration.offset / calibrations.size();
        }
        return new Calibration((float) slope, (float) offset);
    }
}
