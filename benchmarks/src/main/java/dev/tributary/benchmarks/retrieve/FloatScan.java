package dev.tributary.benchmarks.retrieve;

import java.util.PriorityQueue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Exact scan of float vectors with CPU vector instructions: four times the memory to read. Also says what is right. */
final class FloatScan implements Searched {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int DIMENSION = SyntheticVectors.DIMENSION;

    private final float[][] blocks;
    private final int items;

    FloatScan(float[][] vectors) {
        items = vectors.length;
        blocks = vectors.clone();
        for (int item = 0; item < items; item++) {
            blocks[item] = vectors[item].clone();
        }
    }

    @Override
    public int[] search(float[] query, int count) {
        var worstFirst = new PriorityQueue<Found>(count + 1);
        for (int item = 0; item < items; item++) {
            float score = dot(query, blocks[item]);
            if (worstFirst.size() < count || score > worstFirst.element().score) {
                worstFirst.add(new Found(item, score));
                if (worstFirst.size() > count) {
                    worstFirst.remove();
                }
            }
        }
        return worstFirst.stream().mapToInt(Found::item).toArray();
    }

    private static float dot(float[] a, float[] b) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < DIMENSION; i += SPECIES.length()) {
            sum = FloatVector.fromArray(SPECIES, a, i).fma(FloatVector.fromArray(SPECIES, b, i), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void replace(int item, float[] vector) {
        blocks[item] = vector.clone();
    }

    @Override
    public long bytes() {
        return (long) items * DIMENSION * Float.BYTES;
    }

    private record Found(int item, float score) implements Comparable<Found> {
        @Override
        public int compareTo(Found other) {
            return Float.compare(score, other.score);
        }
    }
}
