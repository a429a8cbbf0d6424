package dev.tributary.benchmarks.chaos;

import dev.tributary.job.sink.SinkConfig.Delivery;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How long, how hard and with which dice. */
public final class ChaosOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "chaos: the same seed kills the same processes in the same order (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "chaos: no process is killed after this time (default: ${DEFAULT-VALUE}).")
    double minutes = 5;

    @Option(
            names = "--chaos-rate",
            paramLabel = "N",
            description = "chaos: behaviors per second (default: ${DEFAULT-VALUE}).")
    int rate = 50;

    @Option(
            names = "--chaos-delivery",
            paramLabel = "NAME",
            description = "chaos: AT_LEAST_ONCE or EXACTLY_ONCE (default: ${DEFAULT-VALUE}).")
    Delivery delivery = Delivery.EXACTLY_ONCE;

    @Option(
            names = "--chaos-scripts",
            paramLabel = "DIR",
            description = "chaos: where start.sh, restart.sh and stop.sh are (default: ${DEFAULT-VALUE}).")
    Path scripts = Path.of("deploy", "standalone");
}
