package dev.tributary.models.encoder;

import java.util.List;

/** M: a frozen pretrained language model that turns text into vectors. Implementations are safe for use by many threads. */
public interface TextEncoder extends AutoCloseable {
    /** @return length of every vector, for example 384 */
    int dimension();

    /** @return name and content hash of the weights, for example {@code all-MiniLM-L6-v2@6f1c2a3b}; vectors of two versions must not be mixed */
    String version();

    /**
     * Encodes texts as one call, in batches of similar length.
     *
     * @return one unit-length vector per text, in the order given; equal texts get equal vectors whatever stands beside them
     */
    float[][] encode(List<String> texts);

    @Override
    void close();
}
