package dev.tributary.benchmarks.loops;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Stopwatch;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The loops in which most of the job's own time goes, alone, each in a JVM of its own. */
public final class LoopBenchmark implements Benchmark {
    private static final int WARM_UP_ITERATIONS = 3;
    private static final double NANOS = 1e9;
    private static final String VECTOR = "dotWithVectorInstructions";
    private static final String PLAIN = "dotInPlainJava";

    private final LoopOptions options;

    public LoopBenchmark(LoopOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        var builder = new OptionsBuilder()
                .include(LoopBenchmark.class.getPackageName().replace(".", "\\.") + ".*" + options.include)
                .warmupIterations(WARM_UP_ITERATIONS)
                .warmupTime(TimeValue.milliseconds(options.millis))
                .measurementIterations(findings.repetitions())
                .measurementTime(TimeValue.milliseconds(options.millis))
                .forks(options.forks)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        progress.say("all loops");
        var stopwatch = Stopwatch.start();
        var results = new Runner(builder.build()).run();
        var load = stopwatch.stop(1).load();
        Map<String, Double> nanos = new HashMap<>();
        for (RunResult result : results) {
            String loop = result.getPrimaryResult().getLabel();
            nanos.put(loop, result.getPrimaryResult().getStatistics().getPercentile(50));
            findings.add(new Figure(
                    name(),
                    loop,
                    "calls",
                    NANOS / nanos.getOrDefault(loop, Double.NaN),
                    null,
                    load,
                    Map.of("ns", nanos.getOrDefault(loop, Double.NaN))));
        }
        Double vector = nanos.get(VECTOR);
        Double plain = nanos.get(PLAIN);
        if (vector != null && plain != null) {
            findings.ratio("dot_vector_vs_plain", plain / vector);
        }
    }
}
