package dev.tributary.benchmarks.retrieve;

import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.IndexedItem;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The item index as the job has it: exact scan of int8 vectors, the other sources and all signals of the candidates included. */
final class ProductIndex implements Searched {
    private static final String SCENARIO = "shop";
    /** Hash slots, counts, trend, times, scale and references, and the objects of the item and its vector, beside the components. */
    private static final int BYTES_BESIDE_VECTORS = 300;
    /** The components in the table, and those that the item keeps for the lists it is in. */
    private static final int VECTORS_PER_ITEM = 2;

    private final ItemIndex index = new ItemIndex();

    ProductIndex(float[][] vectors) {
        for (int item = 0; item < vectors.length; item++) {
            replace(item, vectors[item]);
        }
    }

    @Override
    public int[] search(float[] query, int count) {
        Interest interest = UserProfile.empty().add(visit(query), List.of()).interest(SCENARIO, 0, new long[0]);
        return index.best(interest, new ByText(), count, count).stream()
                .map(Candidate::itemId)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Of an item that is not in the index, so that its vector is all that counts. */
    private static PastBehavior visit(float[] vector) {
        return new PastBehavior(1, "none", 1, SCENARIO, "view", "", 1, 0, QuantizedVector.of(vector));
    }

    @Override
    public void replace(int item, float[] vector) {
        index.put(
                new IndexedItem(String.valueOf(item), SCENARIO, "", QuantizedVector.of(vector), 0, 0, Long.MAX_VALUE));
    }

    @Override
    public long bytes() {
        return (long) index.size() * (VECTORS_PER_ITEM * SyntheticVectors.DIMENSION + BYTES_BESIDE_VECTORS);
    }

    /** So that the order is that of the vectors alone. */
    private static final class ByText implements Ranker {
        @Override
        public Scorer in(String scenario, @Nullable QuantizedVector description) {
            return signals -> signals[Signal.TEXT_MEAN.ordinal()];
        }

        @Override
        public String version() {
            return "by-text";
        }
    }
}
