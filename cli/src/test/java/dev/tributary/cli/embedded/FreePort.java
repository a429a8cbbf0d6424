package dev.tributary.cli.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a program that a test starts. */
public final class FreePort {
    private FreePort() {}

    /** @return none of those that the system gives to outgoing connections: a broker makes many before a page takes its port */
    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
    }
}
