package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import org.jspecify.annotations.Nullable;

/** What is learned on top of the frozen encoder: the whitening of its vectors, the ranker and, if the
 * training kept one, the tower behind {@link Signal#TOWER}. Immutable, safe for use by many threads. */
public record InterestModel(
        Whitening whitening, Ranker ranker, @Nullable Tower tower) {

    /** Works without any training: vectors as the encoder gives them, and the fixed blend. */
    public static InterestModel untrained(int dimension) {
        return new InterestModel(Whitening.none(dimension), new BlendRanker(), null);
    }

    /** @return the whitened, compact form of an encoder's vector */
    public QuantizedVector compact(float[] encoded) {
        return QuantizedVector.of(whitening.apply(encoded));
    }
}
