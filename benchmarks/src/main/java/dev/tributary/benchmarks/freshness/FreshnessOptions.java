package dev.tributary.benchmarks.freshness;

import dev.tributary.job.sink.SinkConfig.Delivery;
import java.util.List;
import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class FreshnessOptions {
    @Option(
            names = "--freshness-rates",
            paramLabel = "N",
            split = ",",
            description = "freshness: behaviors per second, separated by commas (default: ${DEFAULT-VALUE}).")
    List<Integer> rates = List.of(100, 500);

    @Option(
            names = "--freshness-seconds",
            paramLabel = "N",
            description = "freshness: length of a repetition at one rate (default: ${DEFAULT-VALUE}).")
    int seconds = 5;

    @Option(
            names = "--freshness-items",
            paramLabel = "N",
            description = "freshness: items, all in one scenario (default: ${DEFAULT-VALUE}).")
    int items = 2_000;

    @Option(
            names = "--freshness-users",
            paramLabel = "N",
            description = "freshness: users who act (default: ${DEFAULT-VALUE}).")
    int users = 1_000;

    @Option(
            names = "--freshness-interval",
            paramLabel = "DURATION",
            description =
                    "freshness: a user's list is refreshed at most once in this time; 0: a list for every behavior (default: ${DEFAULT-VALUE}).")
    String interval = "0 ms";

    @Option(
            names = "--freshness-delivery",
            paramLabel = "NAME",
            split = ",",
            description = "freshness: AT_LEAST_ONCE, EXACTLY_ONCE or both (default: ${DEFAULT-VALUE}).")
    List<Delivery> deliveries = List.of(Delivery.AT_LEAST_ONCE, Delivery.EXACTLY_ONCE);

    @Option(
            names = "--freshness-checkpoint",
            paramLabel = "DURATION",
            description =
                    "freshness: time between checkpoints with EXACTLY_ONCE, where lists become visible with them (default: ${DEFAULT-VALUE}).")
    String checkpoint = "1 s";

    @Option(
            names = "--freshness-parallelism",
            paramLabel = "N",
            description = "freshness: subtasks of the job; 0: one per core (the default).")
    int parallelism;
}
