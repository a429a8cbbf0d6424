package dev.tributary.benchmarks.chaos;

import dev.tributary.cli.CannotRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The product as processes of this machine, each of which can be killed and started again. For one thread. */
record Processes(Path scripts, Path folder) implements AutoCloseable {
    static final int TASK_MANAGERS = 2;

    private static final int PATIENCE_MINUTES = 5;

    /** Starts Kafka, ZooKeeper, a JobManager and TaskManagers, and returns when the job runs. */
    static Processes start(Path scripts, Path folder, Path config) throws IOException, InterruptedException {
        if (!Files.isRegularFile(scripts.resolve("start.sh"))) {
            throw new CannotRunException(
                    "There is no " + scripts.resolve("start.sh")
                            + ". Run it from the project's folder, after ./mvnw -DskipTests package, or name the folder with --chaos-scripts.");
        }
        var processes = new Processes(scripts.toAbsolutePath(), folder);
        processes.run(
                "start.sh",
                "--ha",
                "--taskmanagers",
                String.valueOf(TASK_MANAGERS),
                "--config",
                config.toString(),
                "--kafka-port",
                "0",
                "--rest-port",
                "0");
        return processes;
    }

    String bootstrapServers() throws IOException {
        return Files.readAllLines(folder.resolve("endpoints")).stream()
                .filter(line -> line.startsWith("kafka="))
                .findFirst()
                .orElseThrow()
                .substring("kafka=".length());
    }

    /** Kills with SIGKILL: the process has no time to say or save anything. */
    void kill(String name) throws IOException, InterruptedException {
        long id = Long.parseLong(
                Files.readString(folder.resolve("pids").resolve(name)).strip());
        ProcessHandle process = ProcessHandle.of(id)
                .orElseThrow(() -> new IllegalStateException(name + " is gone already; see its log in " + folder));
        process.destroyForcibly();
        while (process.isAlive()) {
            Thread.sleep(10);
        }
    }

    void restart(String name) throws IOException, InterruptedException {
        run("restart.sh", name);
    }

    /** Stops what still runs, and deletes logs and data. */
    void delete() throws IOException, InterruptedException {
        run("stop.sh", "--delete");
    }

    /** Stops what still runs. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(folder)) {
            run("stop.sh");
        }
    }

    private void run(String script, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", scripts.resolve(script).toString(), "--dir", folder.toString()));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(script, ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        script + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
