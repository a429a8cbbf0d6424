package dev.tributary.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks to the page as a browser does, without one. */
final class PageClient {
    private static final Pattern TOKEN = Pattern.compile("tributary-token\" content=\"(\\w+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    PageClient(String url) {
        this.url = url;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> postAsPage(String path, String json) throws IOException, InterruptedException {
        return post(path, json, Guard.TOKEN_HEADER, token());
    }

    String token() throws IOException, InterruptedException {
        Matcher found = TOKEN.matcher(get("/").body());
        if (!found.find()) {
            throw new AssertionError("The page holds no token");
        }
        return found.group(1);
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** Follows a user's events until one of the name has the property. */
    Events follow(String user) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/events?user=" + user))
                .timeout(Duration.ofSeconds(60))
                .build();
        return new Events(
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }

    /** An open stream of events. */
    static final class Events implements AutoCloseable {
        private static final Duration PATIENCE = Duration.ofSeconds(120);

        private final InputStream stream;
        private final BufferedReader lines;

        Events(InputStream stream) {
            this.stream = stream;
            this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }

        JsonNode await(String name, Predicate<JsonNode> wanted) throws IOException {
            String event = "";
            long end = System.nanoTime()
                    + PATIENCE.toNanos(); // the flow comes each second, so this loop never stands still
            for (String line = lines.readLine(); line != null && System.nanoTime() < end; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ") && event.equals(name)) {
                    JsonNode data = JSON.readTree(line.substring(6));
                    if (wanted.test(data)) {
                        return data;
                    }
                }
            }
            throw new AssertionError("No such " + name + " came");
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
