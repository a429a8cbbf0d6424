package dev.tributary.models.encoder;

/**
 * What the encoders of this JVM run on.
 *
 * @param engine name of the native library
 * @param version of it
 * @param device {@code cpu}, or {@code gpu} with its number
 * @param threads batches that run side by side, each on one core
 */
public record EncoderPlatform(String engine, String version, String device, int threads) {}
