package dev.tributary.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Goes through a page from top to bottom, as a person would in a fresh checkout: the launcher, each block of the page in a shell of its own. Blocks
 * are taken literally but for Kafka's port, which is a free one. For one thread.
 */
final class Walk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PORT_OF_THE_PAGES = "9092";

    private final Path folder;
    private final Iterator<Fence> fences;
    private final String port;
    private final List<Typed> all = new ArrayList<>();

    private Walk(Path folder, List<Fence> fences) throws IOException {
        this.folder = folder;
        this.fences = fences.iterator();
        this.port = String.valueOf(FreePort.find());
        layOut();
    }

    /** @param folder empty; the launcher is put there */
    static Walk through(String page, Path folder) throws IOException {
        return new Walk(folder, Fence.of(Document.of(page).text()));
    }

    /** A checkout that is built already: the launcher itself, and the classes of this build where it looks for them. */
    private void layOut() throws IOException {
        Path target = Files.createDirectories(folder.resolve("cli/target"));
        Path launcher = Files.copy(Document.ROOT.resolve("tributary"), folder.resolve("tributary"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Files.copy(Document.ROOT.resolve("pom.xml"), folder.resolve("pom.xml"));
        Files.writeString(target.resolve("class-path.txt"), classPath());
        Files.writeString(target.resolve(".home"), folder.toRealPath().toString());
        Files.createFile(target.resolve(".built"));
    }

    /** Without the tests' own settings, of the log for example. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** @return the page's next block of this language */
    String next(String language) {
        while (fences.hasNext()) {
            Fence fence = fences.next();
            if (fence.language().equals(language)) {
                return fence.text();
            }
        }
        throw new AssertionError("The page has no further block of " + language);
    }

    /** Writes the page's next block of this language into a file, as the page says. */
    void write(String file, String language) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, next(language));
    }

    /** Lets a command run that ends by Ctrl-C. */
    Typed start(String commands) throws IOException {
        var typed = new Typed(commands);
        all.add(typed);
        return typed;
    }

    /** @return what was printed; the commands have ended well */
    String run(String commands) throws IOException, InterruptedException {
        Typed typed = start(commands);
        assertThat(typed.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s has ended; it printed:%n%s", commands, typed.printed())
                .isTrue();
        assertThat(typed.process.exitValue())
                .as("exit status of %s, which printed:%n%s", commands, typed.printed())
                .isZero();
        return typed.printed();
    }

    /** Asks again until the answer holds all of this: on a busy machine the job may need a moment. */
    String runUntil(String commands, String... expected) {
        return Awaitility.await(commands)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> run(commands), printed -> Stream.of(expected).allMatch(printed::contains));
    }

    @Override
    public void close() {
        all.forEach(Typed::kill);
    }

    /** Commands in a shell, with all that they start. */
    final class Typed {
        private final String commands;
        private final Process process;
        private final Path output;

        private Typed(String commands) throws IOException {
            this.commands = commands;
            output = Files.createTempFile(folder, "typed", ".out");
            var builder = new ProcessBuilder("bash", "-e", "-c", commands.replace(PORT_OF_THE_PAGES, port))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("TRIBUTARY_STATE", folder.toString());
            // a busy machine must not let a behavior go on without the item that comes just before it
            builder.environment().put("TRIBUTARY_RELATE_ITEM_WAIT", "2min");
            process = builder.start();
        }

        String printed() throws IOException {
            return Files.readString(output, StandardCharsets.UTF_8);
        }

        /** @return all that was printed, once it holds all of this */
        String await(String... expected) throws IOException {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                boolean ended = !process.isAlive();
                String printed = printed();
                if (ended && !Stream.of(expected).allMatch(printed::contains)) {
                    throw new IllegalStateException(commands + " has ended; it printed:\n" + printed);
                }
                assertThat(printed).as("what %s printed", commands).contains(expected);
            });
            return printed();
        }

        /** As Ctrl-C does it, but with the signal that no background process ignores. */
        int interrupt() throws InterruptedException {
            List<ProcessHandle> started = process.descendants().toList();
            if (started.isEmpty()) {
                process.destroy(); // the shell became its only command
            }
            started.forEach(ProcessHandle::destroy);
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
