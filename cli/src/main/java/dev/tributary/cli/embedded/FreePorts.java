package dev.tributary.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Two ports of this machine that nobody listens on. */
public record FreePorts(int first, int second) {
    /** Any free port will do. */
    public static final int ANY = 0;

    /** @throws PortInUseException if the first port is given and taken */
    static FreePorts find(int wanted) {
        try (var first = open(wanted);
                var second = open(ANY)) {
            return new FreePorts(first.getLocalPort(), second.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ServerSocket open(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException taken) {
            socket.close();
            throw new PortInUseException(port, taken);
        }
        return socket;
    }
}
