package dev.tributary.models.interest.directory;

/** An interest model that cannot be used; the message names what is wrong and what to do. */
public final class UnfitModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitModelException(String message) {
        super(message);
    }

    public UnfitModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
