package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fixed linear blend of the signals, the same in every scenario: what a deployment starts with before anything was trained. The weights are
 * round numbers near a multinomial logit, adjusted until no single signal was better on the validation part of any data set of
 * {@code docs/evaluation.md}.
 */
public final class BlendRanker implements Ranker, Ranker.Scorer {
    private static final Map<Signal, Float> WEIGHTS = new EnumMap<>(Map.ofEntries(
            Map.entry(Signal.TEXT_LAST, 0.5f),
            Map.entry(Signal.TEXT_MEAN, 1.0f),
            Map.entry(Signal.TEXT_SCENARIO, 2.35f),
            Map.entry(Signal.TEXT_MAX, 3.5f),
            Map.entry(Signal.TEXT_PROFILE, 0.5f),
            Map.entry(Signal.TEXT_DESCRIPTION, 0.2f),
            Map.entry(Signal.NEIGHBORS, 1.0f),
            Map.entry(Signal.NEIGHBORS_SCENARIO, 0.2f),
            Map.entry(Signal.NEIGHBORS_DAY, 0.6f),
            Map.entry(Signal.POPULARITY_1D, 0.25f),
            Map.entry(Signal.POPULARITY_7D, 0.7f),
            Map.entry(Signal.POPULARITY_30D, 0.1f),
            Map.entry(Signal.POPULARITY_90D, 0.45f),
            Map.entry(Signal.POPULARITY_ALL, 0.2f),
            Map.entry(Signal.LAST_VISIT, 0.3f),
            Map.entry(Signal.NEWNESS, 1.0f),
            Map.entry(Signal.REPEAT, 2.5f)));

    private final float[] weights = new float[Signal.COUNT];

    public BlendRanker() {
        WEIGHTS.forEach((signal, weight) -> weights[signal.ordinal()] = weight);
    }

    @Override
    public Scorer in(String scenario, @Nullable QuantizedVector description) {
        return this;
    }

    @Override
    public float score(float[] signals) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * signals[i];
        }
        return sum;
    }

    @Override
    public String version() {
        return "blend-2";
    }
}
