package dev.tributary.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the folder examples, started as a person would.
 *
 * @param folder where it is started
 * @param command the program and its first arguments
 */
record Example(Path folder, List<String> command) {
    /** This module's folder is {@code examples/java}. */
    static final Path EXAMPLES = Path.of("..").toAbsolutePath().normalize();

    /** @return what it has printed; it has ended well */
    String run(String kafka, String... arguments) throws Exception {
        var line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile("example", ".out");
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("KAFKA", kafka);
        Process process = builder.start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("%s has ended; it printed:%n%s", line, printed).isTrue();
        assertThat(process.exitValue())
                .as("exit status of %s, which printed:%n%s", line, printed)
                .isZero();
        return printed;
    }

    /** @return whether the command ends well within a minute */
    static boolean works(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0;
    }
}
