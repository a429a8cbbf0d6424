package dev.tributary.benchmarks.ingest;

import dev.tributary.job.profile.ProfileConfig.Refresh;
import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class IngestOptions {
    @Option(
            names = "--ingest-events",
            paramLabel = "N",
            description = "ingest: behaviors per repetition (default: ${DEFAULT-VALUE}).")
    int events = 100_000;

    @Option(
            names = "--ingest-users",
            paramLabel = "N",
            description = "ingest: users who act (default: ${DEFAULT-VALUE}).")
    int users = 1_000;

    @Option(
            names = "--ingest-items",
            paramLabel = "N",
            description = "ingest: items in each of the four scenarios (default: ${DEFAULT-VALUE}).")
    int items = 250;

    @Option(
            names = "--ingest-interval",
            paramLabel = "DURATION",
            description =
                    "ingest: lists are refreshed at most once per user and scenario in this time (default: ${DEFAULT-VALUE}).")
    String interval = "1 s";

    @Option(
            names = "--ingest-refresh",
            paramLabel = "WHOSE",
            description =
                    "ingest: whose lists a behavior refreshes: those of its OWN scenario, of the ACTIVE ones, or ALL (default: ${DEFAULT-VALUE}).")
    Refresh refresh = Refresh.OWN;

    @Option(
            names = "--ingest-parallelism",
            paramLabel = "N",
            description = "ingest: subtasks of both jobs; 0: one per core (the default).")
    int parallelism;
}
