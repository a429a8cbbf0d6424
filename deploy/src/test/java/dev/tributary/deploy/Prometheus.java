package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Debian's Prometheus, as deploy/observability configures it, with a cluster of this machine to look at. */
final class Prometheus implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;

    private Prometheus(Process process, String url) {
        this.process = process;
        this.url = url;
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

    /** deploy/observability/prometheus.yml, but looking sooner, at this machine, and for the alerts where they lie here. */
    private static String config(int firstPort, int ports) throws IOException {
        ObjectNode config = (ObjectNode) Documents.one("deploy/observability/prometheus.yml");
        ((ObjectNode) config.get("global")).put("scrape_interval", "1s").put("evaluation_interval", "2s");
        config.putArray("rule_files")
                .add(Documents.ROOT.resolve("deploy/observability/alerts.yml").toString());
        ObjectNode flink = (ObjectNode) config.at("/scrape_configs/0");
        flink.remove("dns_sd_configs");
        ArrayNode targets = flink.putArray("static_configs").addObject().putArray("targets");
        IntStream.range(firstPort, firstPort + ports).forEach(port -> targets.add("127.0.0.1:" + port));
        return config.toString(); // JSON is YAML
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
