package dev.tributary.replay.evaluate;

import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One way to score, for comparison.
 *
 * @param scoring from the ranker in its scenario to a score of signals
 */
public record Variant(String name, Function<Ranker.Scorer, Ranker.Scorer> scoring) {

    /** The ranker itself, single signals as baselines, text alone, and the ranker with each signal left out. */
    public static List<Variant> standard() {
        var variants = new ArrayList<Variant>();
        variants.add(new Variant("ranker", scorer -> scorer));
        for (Signal signal : List.of(
                Signal.POPULARITY_ALL,
                Signal.POPULARITY_7D,
                Signal.POPULARITY_30D,
                Signal.POPULARITY_90D,
                Signal.NEIGHBORS,
                Signal.TEXT_MAX)) {
            variants.add(only(signal));
        }
        variants.add(new Variant(
                "text only", scorer -> new Masked(scorer, EnumSet.complementOf(EnumSet.copyOf(Signal.TEXT)))));
        for (Signal signal : Signal.values()) {
            variants.add(new Variant("without " + signal.label(), scorer -> new Masked(scorer, Set.of(signal))));
        }
        return List.copyOf(variants);
    }

    static Variant only(Signal signal) {
        return new Variant("only " + signal.label(), scorer -> new Single(signal));
    }

    private record Single(Signal signal) implements Ranker.Scorer {
        @Override
        public float score(float[] signals) {
            return signals[signal.ordinal()];
        }

        @Override
        public float[] contributions(float[] signals) {
            var contributions = new float[signals.length];
            contributions[signal.ordinal()] = score(signals);
            return contributions;
        }
    }

    private record Masked(Ranker.Scorer scorer, Set<Signal> out) implements Ranker.Scorer {
        @Override
        public float score(float[] signals) {
            return scorer.score(mask(signals));
        }

        @Override
        public float[] contributions(float[] signals) {
            return scorer.contributions(mask(signals));
        }

        private float[] mask(float[] signals) {
            float[] masked = signals.clone();
            out.forEach(signal -> masked[signal.ordinal()] = 0);
            return masked;
        }
    }
}
