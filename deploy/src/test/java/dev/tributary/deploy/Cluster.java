package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A cluster of processes, as the scripts of deploy/standalone start and stop it. For one thread. */
record Cluster(Path folder) implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("standalone").toAbsolutePath();

    /** Starts a cluster whose ports are all free ones, after deleting what an earlier run has left in the folder. */
    static Cluster start(Path folder, String... options) throws Exception {
        var cluster = new Cluster(folder.toAbsolutePath());
        if (Files.exists(cluster.folder.resolve("pids"))) {
            cluster.run("stop.sh", "--delete");
        }
        cluster.launch(options);
        return cluster;
    }

    /** Starts one that was closed again, on what it has left: from the newest checkpoint. */
    Cluster goOn(String... options) throws Exception {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--from", "latest"));
        launch(arguments.toArray(String[]::new));
        return this;
    }

    private void launch(String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("--kafka-port", "0", "--rest-port", "0"));
        arguments.addAll(List.of(options));
        run("start.sh", arguments.toArray(String[]::new));
    }

    /** @return the id of the job, all of whose subtasks run */
    String submit(String... options) throws Exception {
        return lastLine(run("submit.sh", options));
    }

    /** @return what is said where the job is not taken */
    String refusal(String... options) throws Exception {
        Ended ended = end("submit.sh", options);
        assertThat(ended.status()).as(ended.text()).isNotZero();
        return ended.text();
    }

    /** @return the savepoint that the job has left */
    String stop(String job) throws Exception {
        return lastLine(run("stop.sh", "--job", job)).replace("Savepoint: ", "");
    }

    /** @return what start.sh has written down of the cluster under this name */
    String endpoint(String name) throws IOException {
        return Files.readAllLines(folder.resolve("endpoints")).stream()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    /** @return how a process was started: program, options, class and arguments */
    List<String> command(String process) throws IOException {
        return Files.readAllLines(folder.resolve("log").resolve(process + ".command"));
    }

    long process(String name) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pids").resolve(name)));
    }

    /** With SIGKILL. */
    void kill(String name) throws Exception {
        ProcessHandle process = ProcessHandle.of(process(name)).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get(1, TimeUnit.MINUTES);
    }

    void restart(String name) throws Exception {
        run("restart.sh", name);
    }

    /** @return ids of the processes that the scripts know */
    List<Long> processes() throws IOException {
        try (var files = Files.list(folder.resolve("pids"))) {
            var ids = new ArrayList<Long>();
            for (Path file : files.sorted().toList()) {
                ids.add(Long.parseLong(Files.readString(file)));
            }
            return ids;
        }
    }

    @Override
    public void close() throws Exception {
        run("stop.sh");
    }

    private String run(String script, String... options) throws Exception {
        Ended ended = end(script, options);
        assertThat(ended.status())
                .as("exit status of %s; its output:%n%s", script, ended.text())
                .isZero();
        return ended.text();
    }

    private Ended end(String script, String... options) throws Exception {
        var command = new ArrayList<>(List.of("bash", SCRIPTS.resolve(script).toString(), "--dir", folder.toString()));
        command.addAll(List.of(options));
        return Ended.of(command);
    }

    /** A program that has ended, and all that it printed. */
    record Ended(int status, String text) {
        static Ended of(List<String> command) throws Exception {
            Path output = Files.createTempFile("command", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("%s has ended; its output:%n%s", command, text).isTrue();
            return new Ended(process.exitValue(), text);
        }
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("", (before, line) -> line);
    }
}
