package dev.tributary.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where log lines go: to a file, so that the terminal is free for what the user asked for. */
public final class Logs {
    private static final String FILE = "tributary.log.file";
    private static final String LEVEL = "tributary.log.level";

    private Logs() {}

    /** Must be called before the first log line. */
    static void toFile(boolean debug) {
        System.setProperty(FILE, stateFolder().resolve("tributary.log").toString());
        System.setProperty(LEVEL, debug ? "INFO" : "WARN");
    }

    /** @return where this process logs */
    public static Path file() {
        return Path.of(
                System.getProperty(FILE, stateFolder().resolve("tributary.log").toString()));
    }

    /** {@code TRIBUTARY_STATE}, or what the XDG rules say. */
    private static Path stateFolder() {
        return variable("TRIBUTARY_STATE")
                .or(() -> variable("XDG_STATE_HOME").map(state -> state.resolve("tributary")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state", "tributary"));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
