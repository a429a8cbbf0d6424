package dev.tributary.replay.imports;

/** A row that is no item or behavior. */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason a short stable code to count by */
    BadRowException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // there may be millions
    }
}
