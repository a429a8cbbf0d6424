package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import org.jspecify.annotations.Nullable;

/** f: turns signals into a score, conditioned on the scenario's text. Safe for use by many threads. */
public interface Ranker {
    /**
     * Fixes the scenario, so that what depends on it alone is computed once per list.
     *
     * @param description the encoded description of the scenario, or null
     * @return a scorer for one thread
     */
    Scorer in(String scenario, @Nullable QuantizedVector description);

    /** @return name and version, part of every recommendation */
    String version();

    /** f in one scenario. A pure function of the signals: what else is scored with an item never matters. */
    @FunctionalInterface
    interface Scorer {
        /** @param signals by {@link Signal#ordinal()} */
        float score(float[] signals);
    }
}
