package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Debian's Prometheus, with the alerts of deploy/observability and a cluster of this machine to look at. */
final class Prometheus implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;

    private Prometheus(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static boolean isThere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /** @param ports of the processes to look at, from the first on */
    static Prometheus start(Path folder, int firstPort, int ports) throws IOException {
        Files.createDirectories(folder);
        Path config = Files.writeString(folder.resolve("prometheus.yml"), config(firstPort, ports));
        int port = freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config.toAbsolutePath(),
                        "--storage.tsdb.path=" + Files.createTempDirectory(folder, "data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        var prometheus = new Prometheus(process, "http://127.0.0.1:" + port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> prometheus.alerts().values().stream().noneMatch("unknown"::equals));
        return prometheus;
    }

    private static String config(int firstPort, int ports) {
        List<String> targets = IntStream.range(firstPort, firstPort + ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .toList();
        return """
                global: {scrape_interval: 1s, evaluation_interval: 2s}
                rule_files: [%s]
                scrape_configs: [{job_name: flink, static_configs: [{targets: %s}]}]
                """.formatted(Documents.ROOT.resolve("deploy/observability/alerts.yml"), targets);
    }

    boolean hasData(String expression) {
        return !get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result")
                .isEmpty();
    }

    /** @return by the alert's name {@code ok}, {@code unknown} or what is wrong with its query */
    Map<String, String> alerts() {
        var health = new TreeMap<String, String>();
        for (JsonNode rule : get("/api/v1/rules").at("/data/groups/0/rules")) {
            health.put(
                    rule.get("name").asText(),
                    rule.path("lastError").asText(rule.get("health").asText()));
        }
        return health;
    }

    private JsonNode get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + path)).build();
            return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
