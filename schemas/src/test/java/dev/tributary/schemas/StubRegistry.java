package dev.tributary.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The few answers of an Apicurio Registry 3 that its serializer and {@link RegistryLookup} ask for; it keeps schemas in memory. */
final class StubRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ids that need more than four bytes, as global ids may. */
    static final long FIRST_GLOBAL_ID = 5_000_000_000L;

    private final List<String> schemas = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    StubRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/apis/registry/v3/system/info", exchange -> answer(exchange, 200, "{\"version\":\"3.1.7\"}"));
        server.createContext("/apis/registry/v3/groups/", this::register);
        server.createContext("/apis/registry/v3/ids/globalIds/", exchange -> schema(exchange, FIRST_GLOBAL_ID, false));
        server.createContext("/apis/ccompat/v7/schemas/ids/", exchange -> schema(exchange, 1, true));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void register(HttpExchange exchange) throws IOException {
        JsonNode artifact = JSON.readTree(exchange.getRequestBody());
        schemas.add(artifact.at("/firstVersion/content/content").asText());
        Map<String, Object> version = Map.of(
                "groupId",
                "default",
                "artifactId",
                artifact.path("artifactId").asText(),
                "version",
                "1",
                "artifactType",
                "AVRO",
                "globalId",
                FIRST_GLOBAL_ID + schemas.size() - 1,
                "contentId",
                schemas.size());
        answer(exchange, 200, JSON.writeValueAsString(Map.of("artifact", version, "version", version)));
    }

    private void schema(HttpExchange exchange, long first, boolean wrapped) throws IOException {
        String path = exchange.getRequestURI().getPath();
        long index = Long.parseLong(path.substring(path.lastIndexOf('/') + 1)) - first;
        if (index < 0 || index >= schemas.size()) {
            answer(exchange, 404, "{}");
            return;
        }
        String schema = schemas.get((int) index);
        answer(exchange, 200, wrapped ? JSON.writeValueAsString(Map.of("schema", schema)) : schema);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
