package dev.tributary.models.evaluation;

import java.util.function.ToDoubleFunction;

/** One number for one ranking; figures are means of it. */
public enum Measure {
    HR_5(placement -> placement.hitRate(5)),
    HR_10(placement -> placement.hitRate(10)),
    NDCG_5(placement -> placement.ndcg(5)),
    NDCG_10(placement -> placement.ndcg(10)),
    MRR(Placement::reciprocalRank);

    private final ToDoubleFunction<Placement> function;

    Measure(ToDoubleFunction<Placement> function) {
        this.function = function;
    }

    public double of(Placement placement) {
        return function.applyAsDouble(placement);
    }
}
