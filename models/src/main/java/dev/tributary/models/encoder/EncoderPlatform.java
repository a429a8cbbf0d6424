package dev.tributary.models.encoder;

/**
 * What the encoders of this JVM run on.
 *
 * @param engine name of the native library
 * @param version of it
 * @param device {@code cpu}, or {@code gpu} with its number
 * @param threads CPU threads of one call
 */
public record EncoderPlatform(String engine, String version, String device, int threads) {}
