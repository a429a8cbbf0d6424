package dev.tributary.benchmarks.soak;

import picocli.CommandLine.Option;

/** How long, how often, how much. */
public final class SoakOptions {
    @Option(
            names = "--soak-minutes",
            paramLabel = "N",
            description = "soak: half of it with restarts, half of it without (default: ${DEFAULT-VALUE}).")
    double minutes = 3;

    @Option(
            names = "--soak-restarts",
            paramLabel = "N",
            description = "soak: how often the job is cancelled and started again (default: ${DEFAULT-VALUE}).")
    int restarts = 3;

    @Option(
            names = "--soak-rate",
            paramLabel = "N",
            description = "soak: behaviors per second, a list for each (default: ${DEFAULT-VALUE}).")
    int rate = 50;

    @Option(
            names = "--soak-items",
            paramLabel = "N",
            description = "soak: items, which every start encodes anew (default: ${DEFAULT-VALUE}).")
    int items = 200;

    @Option(
            names = "--soak-sample",
            paramLabel = "SECONDS",
            description = "soak: time between two looks at the memory (default: ${DEFAULT-VALUE}).")
    double sampleSeconds = 10;

    @Option(
            names = "--soak-percent-per-hour",
            paramLabel = "N",
            description =
                    "soak: fails if the resident size surely grows faster than this share of it (default: ${DEFAULT-VALUE}).")
    double percentPerHour = 5;

    @Option(
            names = "--soak-mb-per-restart",
            paramLabel = "N",
            description = "soak: fails if a restart surely leaves more than this behind (default: ${DEFAULT-VALUE}).")
    double megabytesPerRestart = 2;
}
