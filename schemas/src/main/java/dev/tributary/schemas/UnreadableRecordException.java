package dev.tributary.schemas;

import java.io.IOException;
import org.jspecify.annotations.NullMarked;

/** These bytes are not a record of the expected type. Carries no stack trace: bad input may come by the thousand. */
@NullMarked
public final class UnreadableRecordException extends IOException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    public UnreadableRecordException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** @return the code of {@link #refusal()}, for example {@code missing-field} */
    public String reason() {
        return refusal.code();
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
