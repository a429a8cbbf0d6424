package dev.tributary.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stages of a job in a cluster, read from the JobManager's REST interface. For one thread. */
public final class FlinkRestStages implements Stages {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAMES = 100;
    private static final Set<String> WANTED =
            Set.of("numRecordsOut", "numRecordsIn", "admitted", "behaviors", "encoded", "items", "pendingRecords");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;

    /** @param url of the JobManager, for example {@code http://localhost:8081} */
    public FlinkRestStages(URI url) {
        this.base = url.toString().replaceFirst("/+$", "");
    }

    @Override
    public Reading read() {
        try {
            String job = runningJob();
            if (job.isEmpty()) {
                return new Reading(Map.of(), -1, -1, "no-job");
            }
            return reading(job);
        } catch (IOException unreachable) {
            return new Reading(Map.of(), -1, -1, "no-flink");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Reading(Map.of(), -1, -1, "no-flink");
        }
    }

    /** @return the running job called tributary, else the first that runs, empty if none does */
    private String runningJob() throws IOException, InterruptedException {
        String first = "";
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            boolean runs = job.path("state").asText().equals("RUNNING");
            if (runs && job.path("name").asText().equals("tributary")) {
                return job.path("jid").asText();
            }
            first = runs && first.isEmpty() ? job.path("jid").asText() : first;
        }
        return first;
    }

    private Reading reading(String job) throws IOException, InterruptedException {
        var out = new HashMap<String, Long>();
        long items = 0;
        long waiting = 0;
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            String metrics = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/metrics";
            for (Map.Entry<String, Long> metric : values(metrics).entrySet()) {
                String name = metric.getKey();
                EmbeddedStages.COUNTS.forEach((stage, counts) -> {
                    if (counts.stream().anyMatch(count -> isOf(name, count.operator(), count.metric()))) {
                        out.merge(stage, metric.getValue(), Long::sum);
                    }
                });
                items += isOf(name, "retrieve", "items") ? metric.getValue() : 0;
                waiting += name.endsWith("read_behaviors.KafkaSourceReader.pendingRecords")
                                || isOf(name, "Source: read behaviors", "pendingRecords")
                        ? metric.getValue()
                        : 0;
            }
        }
        return new Reading(out, items, waiting, "");
    }

    /** Flink writes {@code <subtask>.<operator>.<metric>}, with underscores for blanks. */
    private static boolean isOf(String name, String operator, String metric) {
        return name.matches("\\d+\\." + operator.replaceAll("[^a-zA-Z0-9]+", "_") + "\\." + metric);
    }

    private Map<String, Long> values(String path) throws IOException, InterruptedException {
        List<String> wanted = new ArrayList<>();
        for (JsonNode metric : get(path)) {
            String id = metric.path("id").asText();
            if (WANTED.contains(id.substring(id.lastIndexOf('.') + 1))) {
                wanted.add(id);
            }
        }
        var values = new HashMap<String, Long>();
        for (int from = 0; from < wanted.size(); from += MOST_NAMES) {
            String names = String.join(",", wanted.subList(from, Math.min(wanted.size(), from + MOST_NAMES)));
            for (JsonNode metric : get(path + "?get=" + URLEncoder.encode(names, StandardCharsets.UTF_8))) {
                values.put(
                        metric.path("id").asText(), (long) metric.path("value").asDouble());
            }
        }
        return values;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("Flink answers " + answer.statusCode() + " to " + path);
        }
        return JSON.readTree(answer.body());
    }
}
