package dev.tributary.benchmarks;

import dev.tributary.cli.Tributary;
import picocli.CommandLine;

/** The {@code tributary} command with {@code bench} in it. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        Tributary.start(commandLine(), arguments);
    }

    static CommandLine commandLine() {
        return Tributary.commandLineWith(new BenchCommand());
    }
}
