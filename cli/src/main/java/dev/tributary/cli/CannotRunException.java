package dev.tributary.cli;

import org.jspecify.annotations.Nullable;

/** Something that the user can put right. The message is one sentence about what is wrong and one about the remedy. */
public final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotRunException(String message) {
        this(message, null);
    }

    public CannotRunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
