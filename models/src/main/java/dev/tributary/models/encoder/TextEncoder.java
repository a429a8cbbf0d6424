package dev.tributary.models.encoder;

import java.util.List;

/** M: a frozen pretrained language model that turns text into vectors. Implementations are safe for use by many threads. */
public interface TextEncoder extends AutoCloseable {
    /** @return length of every vector, for example 384 */
    int dimension();

    /** @return name and content hash of the weights, for example {@code all-MiniLM-L6-v2@6f1c2a3b}; vectors of two versions must not be mixed */
    String version();

    /**
     * Encodes texts in batches of similar length. Equal texts get equal vectors whatever stands beside them.
     *
     * @param listener told of each batch as soon as it is encoded, by the calling thread
     * @throws EncoderException if a batch failed; of the others the listener was told, unless the encoder was closed or the thread interrupted
     */
    void encode(List<String> texts, BatchListener listener);

    /** @return one unit-length vector per text, in the order given */
    default float[][] encode(List<String> texts) {
        var vectors = new float[texts.size()][];
        encode(texts, (positions, encoded) -> {
            for (int i = 0; i < encoded.length; i++) {
                vectors[positions.get(i)] = encoded[i];
            }
        });
        return vectors;
    }

    @Override
    void close();

    /** Told of texts that were encoded together. */
    @FunctionalInterface
    interface BatchListener {
        /**
         * @param positions of the texts of this batch in the list that was asked for
         * @param vectors one of unit length for each, in the same order
         */
        void encoded(List<Integer> positions, float[][] vectors);
    }
}
