package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;

/** What is learned on top of the frozen encoder: the whitening of its vectors and the ranker. Immutable, safe for use by many threads. */
public record InterestModel(Whitening whitening, Ranker ranker) {

    /** Works without any training: vectors as the encoder gives them, and the fixed blend. */
    public static InterestModel untrained(int dimension) {
        return new InterestModel(Whitening.none(dimension), new BlendRanker());
    }

    /** @return the whitened, compact form of an encoder's vector */
    public QuantizedVector compact(float[] encoded) {
        return QuantizedVector.of(whitening.apply(encoded));
    }
}
