package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.DataFolder;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A broker in a JVM of its own, for a broker that fails takes its JVM with it. For one thread. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path folder;
    private final Path output;
    /** As the tests' configuration of logs names it, which it is started with too. */
    private final Path log;

    private final String address;
    private Process process;

    private BrokerProcess(Path data, Path folder) throws IOException {
        this.data = data;
        this.folder = Files.createDirectories(folder);
        output = folder.resolve("output");
        log = folder.resolve("target").resolve("test.log");
        process = launch(FreePorts.ANY);
        address = awaitReady();
    }

    /** Starts on a free port. */
    static BrokerProcess start(Path data, Path folder) throws IOException {
        return new BrokerProcess(data, folder);
    }

    /** Begins to start one that has failed on the same port, with what it has kept. */
    void launchAgain() throws IOException {
        process = launch(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    /** Waits until a client can create a topic. */
    final String awaitReady() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.readString(output).lines().toList(), lines -> {
                    assertThat(process.isAlive())
                            .as("it lives; its output: %s", lines)
                            .isTrue();
                    return !lines.isEmpty() && lines.get(lines.size() - 1).startsWith("127.0.0.1:");
                })
                .stream()
                .reduce("", (before, line) -> line);
    }

    /**
     * Waits until it has ended by itself.
     *
     * @return all that it has logged at level WARN and above
     */
    String awaitFailure() throws IOException {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
        assertThat(process.exitValue()).isNotZero();
        return Files.readString(log);
    }

    String bootstrapServers() {
        return address;
    }

    private Process launch(int port) throws IOException {
        Files.deleteIfExists(log);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                BrokerProcess.class.getName(),
                String.valueOf(port),
                data.toString());
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Runs until whoever started it is gone. */
    public static void main(String[] arguments) throws IOException {
        try (var kafka = EmbeddedKafka.start(Integer.parseInt(arguments[0]), DataFolder.kept(Path.of(arguments[1])))) {
            System.out.println(kafka.bootstrapServers());
            int unused = System.in.read();
        }
    }
}
