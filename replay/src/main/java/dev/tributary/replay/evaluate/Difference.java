package dev.tributary.replay.evaluate;

import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import java.util.Map;

/**
 * By how much one variant did better than another on the same predictions.
 *
 * @param against the other variant
 * @param n number of predictions
 * @param measures mean differences, with intervals in pairs
 */
public record Difference(
        String scenario, String group, String variant, String against, int n, Map<Measure, Estimate> measures) {}
