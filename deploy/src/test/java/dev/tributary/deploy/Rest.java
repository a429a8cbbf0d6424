package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What a JobManager tells of the checkpoints of its only job, and is told of any. */
record Rest(JsonNode checkpointing) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Rest of(Cluster cluster) throws IOException, InterruptedException {
        String url = jobs(cluster);
        String job = get(url + "overview").at("/jobs/0/jid").asText();
        return new Rest(get(url + job + "/checkpoints"));
    }

    /** Cancels a job without a savepoint, and returns when it has ended. */
    static void cancel(Cluster cluster, String job) throws IOException, InterruptedException {
        String url = jobs(cluster) + job;
        var request = HttpRequest.newBuilder(URI.create(url))
                .method("PATCH", BodyPublishers.noBody())
                .build();
        CLIENT.send(request, BodyHandlers.discarding());
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> get(url).at("/state").asText().equals("CANCELED"));
    }

    int checkpoints() {
        return checkpointing.at("/counts/completed").asInt();
    }

    String restoredFrom() {
        return checkpointing.at("/latest/restored/external_path").asText();
    }

    private static String jobs(Cluster cluster) throws IOException {
        return "http://" + cluster.endpoint("rest") + "/jobs/";
    }

    private static JsonNode get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    }
}
