package dev.tributary.models.encoder;

/** An encoder that works fails on this text: trying again would not help. */
public final class UnencodableTextException extends EncoderException {
    private static final long serialVersionUID = 1L;

    UnencodableTextException(String message, Throwable cause) {
        super(message, cause);
    }
}
