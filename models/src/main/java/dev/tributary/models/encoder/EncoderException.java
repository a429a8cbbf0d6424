package dev.tributary.models.encoder;

/** An encoder that cannot be opened or used; the message names what is wrong and what to do. */
public sealed class EncoderException extends RuntimeException permits UnencodableTextException {
    private static final long serialVersionUID = 1L;

    public EncoderException(String message) {
        super(message);
    }

    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
