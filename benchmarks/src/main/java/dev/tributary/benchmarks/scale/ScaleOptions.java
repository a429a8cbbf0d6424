package dev.tributary.benchmarks.scale;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class ScaleOptions {
    @Option(
            names = "--scale-users",
            split = ",",
            paramLabel = "N",
            description = "scale: users with a profile, separated by commas (default: ${DEFAULT-VALUE}).")
    List<Integer> users = List.of(10_000, 100_000, 1_000_000);

    @Option(
            names = "--scale-history",
            paramLabel = "N",
            description = "scale: behaviors of each user before anything is measured (default: ${DEFAULT-VALUE}).")
    int history = 3;

    @Option(
            names = "--scale-least",
            paramLabel = "N",
            description =
                    "scale: behaviors of all together before anything is measured, at least: until Java has compiled what matters (default: ${DEFAULT-VALUE}).")
    int least = 300_000;

    @Option(
            names = "--scale-events",
            paramLabel = "N",
            description = "scale: behaviors per repetition, of random users (default: ${DEFAULT-VALUE}).")
    int events = 100_000;

    @Option(
            names = "--scale-items",
            paramLabel = "N",
            description = "scale: items, all in one scenario (default: ${DEFAULT-VALUE}).")
    int items = 1_000;

    @Option(
            names = "--scale-memory",
            paramLabel = "SIZE",
            description = "scale: managed memory of the two slots, which is RocksDB's (default: ${DEFAULT-VALUE}).")
    String memory = "512m";

    @Option(
            names = "--scale-folder",
            paramLabel = "DIR",
            description = "scale: where RocksDB works and checkpoints lie (default: the folder for temporary files).")
    @Nullable
    Path folder;
}
