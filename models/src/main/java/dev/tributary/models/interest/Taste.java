package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import it.unimi.dsi.fastutil.objects.Object2ObjectArrayMap;
import it.unimi.dsi.fastutil.objects.Object2ObjectMap;
import it.unimi.dsi.fastutil.objects.Object2ObjectMaps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a profile keeps of one scenario beyond its newest behaviors.
 *
 * <p>Flink's own serializers wrote this shape before there were codecs: savepoints of then are read by it.
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
        return new Taste(folded == null ? vector : QuantizedVector.sum(folded, DECAY, vector, 1), terms, behaviors);
    }

    /** Counts one behavior and what its item was about. */
    Taste count(List<String> categories) {
        var names = new String[terms.size() + categories.size()];
        var weights = new float[names.length];
        int size = 0;
        for (var term : fast(terms)) {
            names[size] = term.getKey();
            weights[size++] = term.getValue() * TERM_DECAY;
        }
        for (String category : categories) {
            int known = 0;
            while (known < size && !names[known].equals(category)) {
                known++;
            }
            names[known] = category;
            weights[known]++;
            size = Math.max(size, known + 1);
        }
        return new Taste(folded, heaviest(names, weights, size), behaviors + 1);
    }

    /** Makes no entry for each, where the map has none. */
    private static Iterable<? extends Map.Entry<String, Float>> fast(Map<String, Float> terms) {
        return terms instanceof Object2ObjectMap<String, Float> few
                ? Object2ObjectMaps.fastIterable(few)
                : terms.entrySet();
    }

    /** Heaviest first, of equal ones the first by name. Nearly in order already, so each is put where it belongs among those before it. */
    private static Map<String, Float> heaviest(String[] names, float[] weights, int size) {
        for (int i = 1; i < size; i++) {
            String name = names[i];
            float weight = weights[i];
            int place = i;
            while (place > 0
                    && (weights[place - 1] < weight
                            || (weights[place - 1] == weight && names[place - 1].compareTo(name) > 0))) {
                names[place] = names[place - 1];
                weights[place] = weights[place - 1];
                place--;
            }
            names[place] = name;
            weights[place] = weight;
        }
        int kept = Math.min(TERMS, size);
        var keys = new Object[kept];
        var values = new Object[kept];
        for (int i = 0; i < kept; i++) {
            keys[i] = names[i];
            values[i] = weights[i];
        }
        return new Object2ObjectArrayMap<>(keys, values);
    }
}
