package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a profile keeps of one scenario beyond its newest behaviors.
 *
 * @param folded decayed sum of the vectors that left the newest behaviors; null if none did
 * @param terms categories the user came back to, with decayed weights; at most {@value #TERMS}
 * @param behaviors number of behaviors in this scenario
 */
public record Taste(@Nullable QuantizedVector folded, Map<String, Float> terms, long behaviors) {
    static final int TERMS = 8;
    static final float TERM_DECAY = 0.95f;
    /** Weight of a vector relative to the next newer one of the same scenario. */
    static final float DECAY = 0.9f;

    static Taste none() {
        return new Taste(null, Map.of(), 0);
    }

    /** Adds a vector that leaves the newest behaviors. */
    Taste fold(QuantizedVector vector) {
        var sum = new float[vector.dimension()];
        if (folded != null) {
            folded.addTo(sum, DECAY);
        }
        vector.addTo(sum, 1);
        return new Taste(QuantizedVector.of(sum), terms, behaviors);
    }

    /** Counts one behavior and what its item was about. */
    Taste count(List<String> categories) {
        Map<String, Float> weights = new LinkedHashMap<>();
        terms.forEach((term, weight) -> weights.put(term, weight * TERM_DECAY));
        for (String category : categories) {
            weights.merge(category, 1f, Float::sum);
        }
        return new Taste(folded, heaviest(weights), behaviors + 1);
    }

    private static Map<String, Float> heaviest(Map<String, Float> weights) {
        var entries = new ArrayList<>(weights.entrySet());
        entries.sort(Comparator.<Map.Entry<String, Float>>comparingDouble(Map.Entry::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey));
        Map<String, Float> kept = new LinkedHashMap<>();
        for (var entry : entries.subList(0, Math.min(TERMS, entries.size()))) {
            kept.put(entry.getKey(), entry.getValue());
        }
        return kept;
    }
}
