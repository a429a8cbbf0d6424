package dev.tributary.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the processes of a cluster tell Prometheus. */
record Scrape(Set<String> metrics, Set<String> operators) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern OPERATOR = Pattern.compile("operator_name=\"([^\"]*)\"");

    /** @param ports as many as there are processes, from the first on */
    static Scrape of(int firstPort, int ports) throws IOException, InterruptedException {
        var metrics = new TreeSet<String>();
        var operators = new TreeSet<String>();
        for (int port = firstPort; port < firstPort + ports; port++) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            for (String line :
                    CLIENT.send(request, BodyHandlers.ofString()).body().lines().toList()) {
                if (!line.startsWith("#")) {
                    metrics.add(line.replaceAll("[{ ].*", ""));
                }
                OPERATOR.matcher(line).results().forEach(result -> operators.add(result.group(1)));
            }
        }
        return new Scrape(metrics, operators);
    }
}
