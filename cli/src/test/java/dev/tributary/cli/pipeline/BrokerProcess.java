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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A broker in a JVM of its own, for a broker that fails takes its JVM with it. For one thread. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path folder;
    private final Path output;
    /** Where {@code log4j2-test.xml}, which is on its class path, writes: {@code target/test.log} below its working folder. */
    private final Path log;

    private final String address;
    private Process process;

    private BrokerProcess(Path data, Path folder) throws IOException {
        this.data = data;
        this.folder = Files.createDirectories(folder);
        output = folder.resolve("output");
        log = folder.resolve("target").resolve("test.log");
        process = launch(FreePorts.ANY);
        try {
            address = awaitReady();
        } catch (Throwable failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** Starts on a free port. */
    static BrokerProcess start(Path data, Path folder) throws IOException {
        return new BrokerProcess(data, folder);
    }

    /**
     * Stops it in good order. (In the JVM of the test that could end the test: a transaction that completes just then is interrupted while it
     * writes, which Kafka takes for a broken disk and ends its JVM.)
     */
    void stop() throws IOException {
        process.getOutputStream().close();
        await(() -> !process.isAlive());
    }

    /** Begins to start one that has ended, on the same port and with what it has kept. */
    void launchAgain() throws IOException {
        process = launch(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    /** Waits until a client can create a topic. */
    final String awaitReady() throws IOException {
        await(() -> !process.isAlive() || readyLine().isPresent());
        String told = output();
        return readyLine().orElseThrow(() -> new AssertionError("It has ended; its output: " + told));
    }

    /**
     * Waits until it has ended by itself.
     *
     * @return all that it has logged at level WARN and above
     */
    String awaitFailure() throws IOException {
        await(() -> !process.isAlive());
        assertThat(process.exitValue()).as("its output: %s", output()).isNotZero();
        return Files.readString(log);
    }

    private void await(Callable<Boolean> condition) throws IOException {
        try {
            Awaitility.await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("It took too long; its output: " + output(), late);
        }
    }

    private Optional<String> readyLine() throws IOException {
        return output().lines().filter(line -> line.startsWith("127.0.0.1:")).findFirst();
    }

    private String output() throws IOException {
        return Files.readString(output);
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

    /** Runs until its input ends, so not longer than whoever started it. */
    public static void main(String[] arguments) throws IOException {
        try (var kafka = EmbeddedKafka.start(Integer.parseInt(arguments[0]), DataFolder.kept(Path.of(arguments[1])))) {
            System.out.println(kafka.bootstrapServers());
            int unused = System.in.read();
        }
    }
}
