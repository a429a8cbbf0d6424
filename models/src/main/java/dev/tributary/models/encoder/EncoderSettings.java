package dev.tributary.models.encoder;

import dev.tributary.models.encoder.directory.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How texts are encoded. Two equal settings share one encoder (see {@link SharedEncoder}).
 *
 * @param model a name known to {@link Encoders} or the path of a model directory
 * @param precision of the weights; half precision needs a GPU
 * @param batchSize most texts in one batch
 * @param maxBatchDelay how long the first waiting text waits for others
 * @param maxTokens tokens of a text that are read, the rest is cut off; 0 means as many as the model can
 * @param threads CPU cores that encode, each a batch at a time; 0 means all
 * @param cacheSize vectors kept in memory; 0 means none
 * @param diskCache folder that keeps the vectors for the next run, if any
 * @param gpu number of the GPU that this process was given, if any; else the first that there is
 */
public record EncoderSettings(
        String model,
        Precision precision,
        int batchSize,
        Duration maxBatchDelay,
        int maxTokens,
        int threads,
        int cacheSize,
        Optional<Path> diskCache,
        OptionalInt gpu) {
    public static final String DEFAULT_MODEL = "all-MiniLM-L6-v2";
    /** Tokens of a text that the job reads unless told otherwise; what is trained for it must read as many. */
    public static final int JOB_TOKENS = 128;

    private static final String PREFIX = "tributary.encode.";

    public EncoderSettings {
        check(!model.isBlank(), "model must be the name or the directory of a model", "nothing");
        check(batchSize >= 1 && batchSize <= 1024, "batch-size must be between 1 and 1024", batchSize);
        check(
                !maxBatchDelay.isNegative() && maxBatchDelay.compareTo(Duration.ofMinutes(1)) <= 0,
                "max-batch-delay must be between 0 and 1 minute",
                maxBatchDelay);
        check(maxTokens == 0 || maxTokens >= 8, "max-tokens must be 0 (the model's maximum) or at least 8", maxTokens);
        check(threads >= 0 && threads <= 1024, "threads must be between 0 (all cores) and 1024", threads);
        check(cacheSize >= 0, "cache-size must not be negative", cacheSize);
    }

    public static EncoderSettings defaults() {
        return new EncoderSettings(
                DEFAULT_MODEL,
                Precision.FULL,
                32,
                Duration.ofMillis(5),
                0,
                0,
                50_000,
                Optional.empty(),
                OptionalInt.empty());
    }

    /** @return the folder where the user's encoded texts are kept, see {@link #withDiskCache} */
    public static Path userDiskCache() {
        return CacheFolder.ofUser().vectors();
    }

    public EncoderSettings withModel(String nameOrPath) {
        return new EncoderSettings(
                nameOrPath, precision, batchSize, maxBatchDelay, maxTokens, threads, cacheSize, diskCache, gpu);
    }

    public EncoderSettings withPrecision(Precision bits) {
        return new EncoderSettings(
                model, bits, batchSize, maxBatchDelay, maxTokens, threads, cacheSize, diskCache, gpu);
    }

    public EncoderSettings withBatches(int size, Duration maxDelay) {
        return new EncoderSettings(model, precision, size, maxDelay, maxTokens, threads, cacheSize, diskCache, gpu);
    }

    public EncoderSettings withMaxTokens(int tokens) {
        return new EncoderSettings(
                model, precision, batchSize, maxBatchDelay, tokens, threads, cacheSize, diskCache, gpu);
    }

    public EncoderSettings withThreads(int count) {
        return new EncoderSettings(
                model, precision, batchSize, maxBatchDelay, maxTokens, count, cacheSize, diskCache, gpu);
    }

    public EncoderSettings withCacheSize(int vectors) {
        return new EncoderSettings(
                model, precision, batchSize, maxBatchDelay, maxTokens, threads, vectors, diskCache, gpu);
    }

    public EncoderSettings withDiskCache(Path folder) {
        return new EncoderSettings(
                model, precision, batchSize, maxBatchDelay, maxTokens, threads, cacheSize, Optional.of(folder), gpu);
    }

    public EncoderSettings withGpu(OptionalInt number) {
        return new EncoderSettings(
                model, precision, batchSize, maxBatchDelay, maxTokens, threads, cacheSize, diskCache, number);
    }

    private static void check(boolean valid, String requirement, Object got) {
        if (!valid) {
            throw new EncoderException(PREFIX + requirement + ", got " + got);
        }
    }
}
