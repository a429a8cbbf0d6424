package dev.tributary.models.encoder.directory;

import dev.tributary.models.encoder.EncoderException;
import java.util.Locale;

/** In how many bits a model computes. */
public enum Precision {
    /** float32, for CPU and GPU. */
    FULL,
    /** float16: half the memory, and faster, on a GPU. */
    HALF;

    /** @return the name written in model.json */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws EncoderException if the label is neither {@code full} nor {@code half} */
    public static Precision of(String label) {
        return switch (label) {
            case "full" -> FULL;
            case "half" -> HALF;
            default -> throw new EncoderException("precision must be full or half, got " + label);
        };
    }
}
