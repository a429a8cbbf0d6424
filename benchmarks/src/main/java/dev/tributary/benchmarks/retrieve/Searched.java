package dev.tributary.benchmarks.retrieve;

/** A way to search items by vector. For one thread. */
interface Searched extends AutoCloseable {
    /** @return numbers of the items found, in any order */
    int[] search(float[] query, int count);

    /** Gives an item another vector. */
    void replace(int item, float[] vector);

    /** @return memory of vectors and index, by count rather than by measurement */
    long bytes();

    @Override
    default void close() {}
}
