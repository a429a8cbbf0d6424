package dev.tributary.benchmarks.loops;

import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class LoopOptions {
    @Option(
            names = "--jmh-include",
            paramLabel = "REGEX",
            description = "jmh: loops whose name holds this (default: all).")
    String include = "";

    @Option(
            names = "--jmh-forks",
            paramLabel = "N",
            description =
                    "jmh: JVMs per loop; 0 measures in this one, which is quick and misleads (default: ${DEFAULT-VALUE}).")
    int forks = 1;

    @Option(
            names = "--jmh-millis",
            paramLabel = "N",
            description = "jmh: length of an iteration (default: ${DEFAULT-VALUE}).")
    int millis = 500;
}
