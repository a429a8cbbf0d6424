package dev.tributary.replay.evaluate.report;

import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import dev.tributary.replay.evaluate.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of a table of figures. */
final class Cells {
    static final List<String> HEADING = List.of("variant", "HR@5", "HR@10", "NDCG@5", "NDCG@10", "MRR");

    private Cells() {}

    static List<String> of(Figures row) {
        var cells = new ArrayList<String>(List.of(row.variant()));
        for (Measure measure : Measure.values()) {
            Estimate estimate = row.measures().getOrDefault(measure, new Estimate(0, 0, 0));
            cells.add(
                    String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", estimate.mean(), estimate.low(), estimate.high()));
        }
        return cells;
    }
}
