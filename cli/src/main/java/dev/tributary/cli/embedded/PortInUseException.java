package dev.tributary.cli.embedded;

/** Another process listens on the wanted port. The message says what to do. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(int port, Throwable cause) {
        super(
                "Port " + port
                        + " is in use. Stop the program that uses it, or choose another port with --port (for the broker of a demo: --kafka-port).",
                cause);
    }
}
