package dev.tributary.replay.evaluate;

import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import java.util.Map;

/**
 * How one variant did on one group of predictions.
 *
 * @param group {@link Scoreboard#ALL}, {@link Scoreboard#COLD_USERS} or {@link Scoreboard#COLD_ITEMS}
 * @param n number of predictions
 */
public record Figures(String scenario, String group, String variant, int n, Map<Measure, Estimate> measures) {}
