package dev.tributary.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Asks a schema registry over HTTP. Its address is that of a registry with Confluent's interface, to which {@code /schemas/ids/} and the id are added,
 * or holds <code>{id}</code> where the id belongs, such as Apicurio's {@code http://registry:8080/apis/registry/v3/ids/globalIds/{id}}. Answers are kept for ever, since ids are never reused; an id the registry does not
 * know is asked for again only after a minute, so that garbage records do not become a flood of requests.
 */
@NullMarked
public final class RegistryLookup implements SchemaLookup {
    private static final long ABSENT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_ABSENT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ID = "{id}";

    private final HttpClient client;
    private final String host;
    /** With {@link #ID}, without user and password. */
    private final String address;

    private final @Nullable String authorization;
    private final Duration timeout;
    private final Map<Long, Schema> found = new ConcurrentHashMap<>();
    private final Map<Long, Long> absentSince = new ConcurrentHashMap<>();

    /**
     * @param address for example {@code http://localhost:8081}; user and password, if any, as in {@code https://user:password@host}
     * @param timeout for the connection and again for the answer
     */
    public RegistryLookup(String address, Duration timeout) {
        URI base = parse(address);
        this.host = base.getHost();
        String root = address.replaceFirst("//[^/@]*@", "//").replaceFirst("/+$", "");
        this.address = root.contains(ID) ? root : root + "/schemas/ids/" + ID;
        this.authorization = Optional.ofNullable(base.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .orElse(null);
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Override
    public @Nullable Schema find(long id) {
        Schema known = found.get(id);
        if (known != null || isKnownAbsent(id)) {
            return known;
        }
        Schema schema = ask(id);
        if (schema == null) {
            rememberAbsent(id);
        } else {
            found.put(id, schema);
        }
        return schema;
    }

    private boolean isKnownAbsent(long id) {
        Long since = absentSince.get(id);
        return since != null && System.nanoTime() - since < ABSENT_NANOS;
    }

    private void rememberAbsent(long id) {
        if (absentSince.size() >= MAX_ABSENT) {
            absentSince.clear();
        }
        absentSince.put(id, System.nanoTime());
    }

    private @Nullable Schema ask(long id) {
        try {
            HttpResponse<byte[]> answer = client.send(request(id), HttpResponse.BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case 200 -> parse(answer.body());
                case 404 -> null;
                default -> throw new IOException("status " + answer.statusCode());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The schema registry at " + host + " does not answer for id " + id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Interrupted while asking the schema registry"));
        }
    }

    private HttpRequest request(long id) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.replace(ID, Long.toString(id))))
                .timeout(timeout)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    /**
     * An answer in Confluent's form holds the schema as text, another one is the schema itself.
     *
     * @return null for a schema that is not Avro, that refers to others, or that Avro cannot parse: a record that names such a one is refused, and
     *     the stream goes on
     */
    private static @Nullable Schema parse(byte[] body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
            return null;
        }
        try {
            JsonNode text = answer.path("schema");
            return new Schema.Parser().parse(text.isTextual() ? text.asText() : answer.toString());
        } catch (AvroRuntimeException unreadable) {
            return null;
        }
    }

    private static URI parse(String address) {
        try {
            URI base = URI.create(address.replace(ID, "0"));
            if (base.getHost() != null
                    && base.getScheme() != null
                    && base.getScheme().startsWith("http")) {
                return base;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // as below
        }
        throw new IllegalArgumentException(
                "The schema registry must be an http or https address, got '" + address + "'");
    }
}
