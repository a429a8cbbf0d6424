package dev.tributary.replay.evaluate;

import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A ranker that is compared with others. */
public record Variant(String name, Ranker ranker) {
    /** The answer to a request at that moment, from the proposed items only and not diversified; the others rank the whole catalog. */
    public static final String STREAM = "stream";

    /** Name of a ranker that is evaluated alone. */
    public static final String RANKER = "ranker";

    /** Single signals, and the ranker with text alone. */
    public static List<Variant> baselines(Ranker ranker) {
        var variants = new ArrayList<Variant>();
        for (Signal signal : List.of(
                Signal.POPULARITY_ALL,
                Signal.POPULARITY_7D,
                Signal.POPULARITY_30D,
                Signal.POPULARITY_90D,
                Signal.NEIGHBORS,
                Signal.TEXT_MAX,
                Signal.TEXT_MEAN,
                Signal.REPEAT)) {
            variants.add(new Variant("only " + signal.label(), only(signal)));
        }
        variants.add(new Variant("text only", without(ranker, EnumSet.complementOf(EnumSet.copyOf(Signal.TEXT)))));
        return List.copyOf(variants);
    }

    /** The ranker with each signal left out, one at a time. */
    public static List<Variant> ablation(Ranker ranker) {
        return Arrays.stream(Signal.values())
                .map(signal -> new Variant("without " + signal.label(), without(ranker, Set.of(signal))))
                .toList();
    }

    /** The mean of several rankers' scores: what training as many networks for one model would give. */
    public static Ranker mean(List<Ranker> rankers) {
        return new Composed("mean", (scenario, description) -> {
            List<Ranker.Scorer> scorers = rankers.stream()
                    .map(ranker -> ranker.in(scenario, description))
                    .toList();
            return signals -> {
                float sum = 0;
                for (Ranker.Scorer scorer : scorers) {
                    sum += scorer.score(signals);
                }
                return sum / scorers.size();
            };
        });
    }

    public static Ranker only(Signal signal) {
        return new Composed("only-" + signal.label(), (scenario, description) -> signals -> signals[signal.ordinal()]);
    }

    /** The same ranker, told that these signals are absent. */
    public static Ranker without(Ranker ranker, Collection<Signal> absent) {
        return new Composed(ranker.version() + "-masked", (scenario, description) -> {
            Ranker.Scorer scorer = ranker.in(scenario, description);
            var rest = new float[Signal.COUNT];
            return signals -> {
                System.arraycopy(signals, 0, rest, 0, rest.length);
                absent.forEach(signal -> rest[signal.ordinal()] = 0);
                return scorer.score(rest);
            };
        });
    }

    private interface Scoring {
        Ranker.Scorer in(String scenario, @Nullable QuantizedVector description);
    }

    private record Composed(String version, Scoring scoring) implements Ranker {
        @Override
        public Scorer in(String scenario, @Nullable QuantizedVector description) {
            return scoring.in(scenario, description);
        }
    }
}
