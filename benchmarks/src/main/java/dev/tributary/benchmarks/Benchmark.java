package dev.tributary.benchmarks;

import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Progress;

/** One question about speed. */
public interface Benchmark {
    /** @return as the command line names it */
    String name();

    /** Measures, and adds what was found. Fails if what was measured gave a wrong result. */
    void run(Findings findings, Progress progress) throws Exception;
}
