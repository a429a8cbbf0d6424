package dev.tributary.cli.page;

import dev.tributary.cli.CannotRunException;

/** Where the page is served. */
public record PageAddress(String host, int port) {
    public static final String LOCAL = "localhost";
    private static final int HIGHEST_PORT = 65_535;

    public PageAddress {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new CannotRunException("--port " + port + " is no port. Give a number from 1 to 65535.");
        }
    }

    String url(int boundPort) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + boundPort;
    }
}
