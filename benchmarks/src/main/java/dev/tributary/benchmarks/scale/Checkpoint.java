package dev.tributary.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A whole checkpoint, as Flink's REST interface tells of it.
 *
 * @param address where it lies
 */
record Checkpoint(double megabytes, double seconds, String address) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long POLL_MS = 200;
    private static final double MEGABYTE = 1 << 20;

    /** Has the only job of a cluster make one, and waits for it. */
    static Checkpoint make(URI flink) throws IOException, InterruptedException {
        String base = flink.toString().replaceFirst("/+$", "");
        String job = get(base + "/jobs").path("jobs").path(0).path("id").asText();
        String jobUrl = base + "/jobs/" + job + "/checkpoints";
        String request =
                post(jobUrl, "{\"checkpointType\":\"FULL\"}").path("request-id").asText();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode made;
        do {
            Thread.sleep(POLL_MS);
            made = get(jobUrl + "/" + request);
        } while (!made.at("/status/id").asText().equals("COMPLETED") && System.nanoTime() < deadline);
        if (made.at("/operation/failure-cause").isObject()
                || made.at("/operation/checkpointId").isMissingNode()) {
            throw new IllegalStateException("The checkpoint failed: " + made);
        }
        JsonNode details =
                get(jobUrl + "/details/" + made.at("/operation/checkpointId").asLong());
        return new Checkpoint(
                details.path("state_size").asLong() / MEGABYTE,
                details.path("end_to_end_duration").asLong() / 1e3,
                details.path("external_path").asText());
    }

    private static JsonNode get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static JsonNode post(String url, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body());
    }
}
