package dev.tributary.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryLookupTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private RegistryLookup lookup;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/registry/schemas/ids/", this::answer);
        server.start();
        lookup = new RegistryLookup(
                "http://ann:secret@localhost:" + server.getAddress().getPort() + "/registry/", Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksOnceForEachId() {
        assertThat(lookup.find(1)).isEqualTo(Item.getClassSchema());
        assertThat(lookup.find(1)).isEqualTo(Item.getClassSchema());
        assertThat(lookup.find(2)).isNull();
        assertThat(lookup.find(2)).isNull();

        assertThat(asked)
                .containsExactly(
                        "/registry/schemas/ids/1 Basic YW5uOnNlY3JldA==",
                        "/registry/schemas/ids/2 Basic YW5uOnNlY3JldA==");
    }

    @Test
    void aSchemaOfAnotherKindIsNone() {
        assertThat(lookup.find(3)).isNull();
    }

    @Test
    void aSchemaThatRefersToOthersOrIsNoneRefusesTheRecordAndNotTheStream() {
        assertThat(lookup.find(6)).isNull();
        assertThat(lookup.find(7)).isNull();

        WireReader<Item> reader = WireReader.of(Item.class).withRegistry(lookup);
        assertThatThrownBy(() -> reader.read(new byte[] {0, 0, 0, 0, 6, 2}))
                .isInstanceOfSatisfying(
                        UnreadableRecordException.class,
                        refused -> assertThat(refused.reason()).isEqualTo("unknown-schema"));
    }

    @Test
    void aBrokenRegistryIsNotTheRecordsFault() {
        assertThatThrownBy(() -> lookup.find(4))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("The schema registry at localhost does not answer for id 4")
                .hasRootCauseMessage("status 500");
        stop();
        assertThatThrownBy(() -> lookup.find(5)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void wantsAnHttpAddress() {
        assertThatThrownBy(() -> new RegistryLookup("localhost:8081", Duration.ofSeconds(1)))
                .hasMessage("The schema registry must be an http or https address, got 'localhost:8081'");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        int status = Map.of(1, 200, 2, 404, 3, 200, 6, 200, 7, 200).getOrDefault(id, 500);
        byte[] body = new ObjectMapper().writeValueAsString(schema(id)).getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, Object> schema(int id) {
        return switch (id) {
            case 1 -> Map.of("schema", Item.getClassSchema().toString());
            case 6 ->
                Map.of(
                        "schema",
                        "{\"type\":\"record\",\"name\":\"Item\",\"fields\":[{\"name\":\"place\",\"type\":\"com.example.Place\"}]}",
                        "references",
                        List.of(Map.of("name", "com.example.Place", "subject", "place", "version", 1)));
            case 7 -> Map.of("schema", "{\"type\":\"record\"");
            default -> Map.of("schema", "{}", "schemaType", "JSON");
        };
    }
}
