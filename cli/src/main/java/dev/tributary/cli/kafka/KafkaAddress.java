package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One or more {@code host:port}, separated by commas. */
public record KafkaAddress(String bootstrapServers) {
    private static final Pattern HOST_AND_PORT = Pattern.compile("\\[?([^\\[\\]]+)]?:(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final int TIMEOUT_MS = 3_000;

    public KafkaAddress {
        for (String server : bootstrapServers.split(",")) {
            if (!isAddress(server.strip())) {
                throw new CannotRunException(
                        "\"" + server + "\" is no Kafka address. Write host:port, for example localhost:9092.");
            }
        }
    }

    private static boolean isAddress(String server) {
        Matcher parts = HOST_AND_PORT.matcher(server);
        return parts.matches() && Integer.parseInt(parts.group(2)) <= HIGHEST_PORT;
    }

    /** @throws CannotRunException if nobody accepts a connection at any of the addresses within seconds */
    public KafkaAddress requireReachable() {
        if (Arrays.stream(bootstrapServers.split(",")).noneMatch(KafkaAddress::accepts)) {
            throw new CannotRunException("No Kafka answers at " + bootstrapServers
                    + ". Start one with `tributary run`, or name another with --kafka HOST:PORT.");
        }
        return this;
    }

    private static boolean accepts(String server) {
        Matcher parts = HOST_AND_PORT.matcher(server.strip());
        if (!parts.matches()) {
            return false;
        }
        var address = new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
        try (var socket = new Socket()) {
            socket.connect(address, TIMEOUT_MS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
