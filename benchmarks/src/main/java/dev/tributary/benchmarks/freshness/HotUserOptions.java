package dev.tributary.benchmarks.freshness;

import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class HotUserOptions {
    @Option(
            names = "--hot-user-rate",
            paramLabel = "N",
            description = "hot-user: behaviors per second, of all users together (default: ${DEFAULT-VALUE}).")
    int rate = 200;

    @Option(
            names = "--hot-user-seconds",
            paramLabel = "N",
            description = "hot-user: length of a round (default: ${DEFAULT-VALUE}).")
    int seconds = 15;

    @Option(
            names = "--hot-user-share",
            paramLabel = "N",
            description = "hot-user: share of all behaviors that one user makes, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double share = 0.5;

    @Option(
            names = "--hot-user-zipf",
            paramLabel = "N",
            description =
                    "hot-user: the item of rank r is visited r to the power of minus this as often as the first (default: ${DEFAULT-VALUE}).")
    double exponent = 1;

    @Option(
            names = "--hot-user-interval",
            paramLabel = "DURATION",
            description =
                    "hot-user: a user's list is refreshed at most once in this time; 0: a list for every behavior, the hot user's too (default: ${DEFAULT-VALUE}).")
    String interval = "0 ms";
}
