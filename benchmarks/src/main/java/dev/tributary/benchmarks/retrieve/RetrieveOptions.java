package dev.tributary.benchmarks.retrieve;

import java.util.List;
import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class RetrieveOptions {
    @Option(
            names = "--retrieve-items",
            paramLabel = "N",
            split = ",",
            description =
                    "retrieve: items searched, separated by commas; a million needs TRIBUTARY_JAVA_OPTS=-Xmx10g (default: ${DEFAULT-VALUE}).")
    List<Integer> items = List.of(10_000);

    @Option(
            names = "--retrieve-against",
            paramLabel = "NAME",
            split = ",",
            description =
                    "retrieve: float-scan, djl-matrix, jvector, separated by commas; of a million items JVector's graph takes a quarter of an hour to build (default: all).")
    List<String> references = List.copyOf(RetrieveBenchmark.REFERENCES.keySet());

    @Option(
            names = "--retrieve-queries",
            paramLabel = "N",
            description = "retrieve: queries per repetition (default: ${DEFAULT-VALUE}).")
    int queries = 200;

    @Option(
            names = "--retrieve-found",
            paramLabel = "N",
            description = "retrieve: items to find (default: ${DEFAULT-VALUE}).")
    int found = 100;

    @Option(
            names = "--retrieve-effort",
            paramLabel = "N",
            description =
                    "retrieve: nodes that JVector keeps in sight while it searches; more is slower and finds more (default: ${DEFAULT-VALUE}).")
    int effort = 200;
}
