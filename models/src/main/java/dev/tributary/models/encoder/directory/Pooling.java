package dev.tributary.models.encoder.directory;

import dev.tributary.models.encoder.EncoderException;
import java.util.Locale;

/** How the vectors of a text's tokens become the vector of the text. */
public enum Pooling {
    /** The mean over all tokens that are not padding. */
    MEAN,
    /** The vector of the first token. */
    CLS;

    /** @return the name written in model.json */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws EncoderException if the label is neither {@code mean} nor {@code cls} */
    public static Pooling of(String label) {
        return switch (label) {
            case "mean" -> MEAN;
            case "cls" -> CLS;
            default -> throw new EncoderException("pooling must be mean or cls, got " + label);
        };
    }
}
