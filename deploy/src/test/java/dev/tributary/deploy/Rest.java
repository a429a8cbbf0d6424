package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What a JobManager tells of the checkpoints of its only job. */
record Rest(JsonNode checkpointing) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Rest of(Cluster cluster) throws IOException, InterruptedException {
        String url = "http://" + cluster.endpoint("rest") + "/jobs/";
        String job = get(url + "overview").at("/jobs/0/jid").asText();
        return new Rest(get(url + job + "/checkpoints"));
    }

    int checkpoints() {
        return checkpointing.at("/counts/completed").asInt();
    }

    String restoredFrom() {
        return checkpointing.at("/latest/restored/external_path").asText();
    }

    private static JsonNode get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    }
}
