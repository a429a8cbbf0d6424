package dev.tributary.benchmarks.retrieve;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** JVector's graph over float vectors, the approximate search that could stand in for the scan. Built on all cores. */
final class Graph implements Searched {
    private static final int DEGREE = 32;
    private static final int BUILD_EFFORT = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;

    /** Held, for the loggers of java.util are forgotten otherwise. It would write to the terminal that Java 17 has no vectors for it. */
    private static final Logger LOG = Logger.getLogger("io.github.jbellis.jvector");

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private final List<VectorFloat<?>> vectors = new ArrayList<>();
    private final ListRandomAccessVectorValues values =
            new ListRandomAccessVectorValues(vectors, SyntheticVectors.DIMENSION);
    private final GraphIndexBuilder builder;
    /** A vector that replaces another is a new node: the item of each node, and the node of each item. */
    private final List<Integer> items = new ArrayList<>();

    private final int[] nodes;
    private final int effort;

    Graph(float[][] vectors, int effort) {
        this.effort = effort;
        this.nodes = IntStream.range(0, vectors.length).toArray();
        for (int item = 0; item < vectors.length; item++) {
            this.vectors.add(vector(vectors[item]));
            items.add(item);
        }
        builder = new GraphIndexBuilder(
                BuildScoreProvider.randomAccessScoreProvider(values, SIMILARITY),
                SyntheticVectors.DIMENSION,
                DEGREE,
                BUILD_EFFORT,
                OVERFLOW,
                ALPHA,
                true);
        IntStream.range(0, vectors.length)
                .parallel()
                .forEach(node -> builder.addGraphNode(node, this.vectors.get(node)));
    }

    @Override
    public int[] search(float[] query, int count) {
        var scores = DefaultSearchScoreProvider.exact(vector(query), SIMILARITY, values);
        try (var searcher = new GraphSearcher(builder.getGraph())) {
            NodeScore[] found = searcher.search(scores, count, Math.max(count, effort), 0, 0, Bits.ALL)
                    .getNodes();
            return Arrays.stream(found).mapToInt(node -> items.get(node.node)).toArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void replace(int item, float[] vector) {
        int node = vectors.size();
        vectors.add(vector(vector));
        items.add(item);
        builder.markNodeDeleted(nodes[item]);
        builder.addGraphNode(node, vectors.get(node));
        nodes[item] = node;
    }

    @Override
    public long bytes() {
        return builder.getGraph().ramBytesUsed() + (long) vectors.size() * SyntheticVectors.DIMENSION * Float.BYTES;
    }

    @Override
    public void close() {
        try {
            builder.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static VectorFloat<?> vector(float[] values) {
        return VectorizationProvider.getInstance().getVectorTypeSupport().createFloatVector(values);
    }
}
