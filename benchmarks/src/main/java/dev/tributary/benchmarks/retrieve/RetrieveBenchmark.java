package dev.tributary.benchmarks.retrieve;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Contest;
import dev.tributary.benchmarks.measure.Contestant;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Sample;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.vector.QuantizedVector;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The product's exact search against other ways to search the same vectors: queries per second on one thread, share of the right items found,
 * memory, and what it costs to build and to change. Synthetic vectors, see {@link SyntheticVectors}.
 */
public final class RetrieveBenchmark implements Benchmark {
    private static final double MEGABYTE = 1 << 20;
    /** The scan of bytes rounds, so neighbors in rank may change places; a wrong index finds far less. */
    private static final double LEAST_RECALL = 0.8;

    private static final String PRODUCT = "index";
    static final Map<String, String> REFERENCES = Map.of(
            "float-scan", "retrieve_vs_float_scan",
            "djl-matrix", "retrieve_vs_djl_matrix",
            "jvector", "retrieve_vs_jvector");

    private final RetrieveOptions options;

    public RetrieveBenchmark(RetrieveOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "retrieve";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        Encoders.platform(); // libtorch, with the product's settings
        for (int items : options.items) {
            var synthetic = new SyntheticVectors();
            float[][] vectors = synthetic.next(items);
            var round = new Round(
                    vectors, synthetic.next(options.queries), synthetic.next(Math.min(items, 200)), findings, progress);
            round.compare(items);
        }
    }

    /** One size. */
    private final class Round {
        private final float[][] vectors;
        private final float[][] queries;
        private final float[][] updates;
        private final Findings findings;
        private final Progress progress;
        private final Map<String, Searched> searched = new LinkedHashMap<>();
        private final Map<String, Map<String, Double>> more = new LinkedHashMap<>();

        Round(float[][] vectors, float[][] queries, float[][] updates, Findings findings, Progress progress) {
            this.vectors = vectors;
            this.queries = queries;
            this.updates = updates;
            this.findings = findings;
            this.progress = progress;
        }

        void compare(int items) throws Exception {
            try {
                build(PRODUCT, ProductIndex::new);
                if (options.references.contains("float-scan")) {
                    build("float-scan", FloatScan::new);
                }
                if (options.references.contains("djl-matrix")) {
                    build("djl-matrix", MatrixProduct::new);
                }
                if (options.references.contains("jvector")) {
                    build("jvector", all -> new Graph(all, options.effort));
                }
                recall();
                recallOfStored();
                var contestants = new ArrayList<Contestant>();
                searched.forEach((name, index) -> contestants.add(Contestant.of(name, () -> search(index))));
                var contest = Contest.run(contestants, findings, progress);
                searched.forEach(this::update);
                contest.samples()
                        .forEach((name, samples) -> findings.add(Figure.of(
                                name(), name + " " + items, "queries", samples, more.getOrDefault(name, Map.of()))));
                options.references.forEach(
                        reference -> findings.compare(REFERENCES.get(reference) + "_" + items, contest, reference));
            } finally {
                searched.values().forEach(Searched::close);
            }
        }

        private void build(String name, Function<float[][], Searched> constructor) {
            progress.say(name + ", building " + vectors.length);
            var stopwatch = Stopwatch.start();
            Searched index = constructor.apply(vectors);
            Sample sample = stopwatch.stop(vectors.length);
            searched.put(name, index);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("build s", sample.seconds());
            figures.put("MB", index.bytes() / MEGABYTE);
            more.put(name, figures);
        }

        private void recall() {
            Searched right = new FloatScan(vectors);
            searched.forEach((name, index) -> {
                double recall = recall(index, right, queries);
                if (recall < LEAST_RECALL) {
                    throw new IllegalStateException(name + " found only a share of " + recall + " of the right items");
                }
                more.getOrDefault(name, Map.of()).put("recall", recall);
            });
        }

        /** How much of what rounding to bytes has left the index finds: it skips nothing, so that must be all. */
        private void recallOfStored() {
            Searched right = new FloatScan(rounded(vectors));
            more.getOrDefault(PRODUCT, Map.of())
                    .put(
                            "recall among bytes",
                            recall(Objects.requireNonNull(searched.get(PRODUCT)), right, rounded(queries)));
        }

        private double recall(Searched index, Searched right, float[][] asked) {
            double found = 0;
            for (float[] query : asked) {
                var expected = new IntOpenHashSet(right.search(query, options.found));
                for (int item : index.search(query, options.found)) {
                    found += expected.contains(item) ? 1 : 0;
                }
            }
            return found / asked.length / Math.min(options.found, vectors.length);
        }

        private static float[][] rounded(float[][] floats) {
            return Arrays.stream(floats)
                    .map(vector -> QuantizedVector.of(vector).toFloats())
                    .toArray(float[][]::new);
        }

        private Sample search(Searched index) {
            var stopwatch = Stopwatch.start();
            int found = 0;
            for (float[] query : queries) {
                found += index.search(query, options.found).length;
            }
            Sample sample = stopwatch.stop(queries.length);
            if (found != queries.length * Math.min(options.found, vectors.length)) {
                throw new IllegalStateException("Found " + found + " items with " + queries.length + " queries");
            }
            return sample;
        }

        private void update(String name, Searched index) {
            var stopwatch = Stopwatch.start();
            for (int item = 0; item < updates.length; item++) {
                index.replace(item, updates[item]);
            }
            more.getOrDefault(name, Map.of())
                    .put("update µs", stopwatch.stop(updates.length).seconds() * 1e6 / updates.length);
        }
    }
}
