package dev.tributary.job.source;

/** A record that could be read but must not be taken. Carries no stack trace: bad input may come by the thousand. */
public final class RefusedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    RefusedRecordException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** @return a code, as in dead letters */
    public String reason() {
        return reason;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
