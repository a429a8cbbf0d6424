package dev.tributary.job.encode;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.directory.Precision;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How texts become vectors. */
public record EncodeConfig(
        String model,
        String interestModel,
        Precision precision,
        int batchSize,
        Duration maxBatchDelay,
        int maxTokens,
        int threads,
        int cacheSize,
        boolean diskCache,
        int capacity,
        int maxWaitingProfiles,
        Duration timeout,
        Duration patience)
        implements java.io.Serializable {
    static final ConfigOption<String> MODEL = ConfigOptions.key("tributary.encode.model")
            .stringType()
            .defaultValue(EncoderSettings.DEFAULT_MODEL)
            .withDescription("Name of a bundled encoder, or the path of a model directory.");
    static final ConfigOption<String> INTEREST_MODEL = ConfigOptions.key("tributary.encode.interest-model")
            .stringType()
            .defaultValue("")
            .withDescription(
                    "Folder that 'tributary train' made, on every TaskManager; empty: a fixed blend that needs no training.");
    static final ConfigOption<Precision> PRECISION = ConfigOptions.key("tributary.encode.precision")
            .enumType(Precision.class)
            .defaultValue(Precision.FULL)
            .withDescription(
                    "HALF computes with 16 bits, on GPUs only. Its vectors are not those of FULL: state and trained models of one do not fit the other.");
    static final ConfigOption<Integer> BATCH_SIZE = ConfigOptions.key("tributary.encode.batch-size")
            .intType()
            .defaultValue(32)
            .withDescription("Most texts in one batch.");
    static final ConfigOption<Duration> MAX_BATCH_DELAY = ConfigOptions.key("tributary.encode.max-batch-delay")
            .durationType()
            .defaultValue(Duration.ofMillis(5))
            .withDescription("How long the first waiting text waits for others.");
    static final ConfigOption<Integer> MAX_TOKENS = ConfigOptions.key("tributary.encode.max-tokens")
            .intType()
            .defaultValue(EncoderSettings.JOB_TOKENS)
            .withDescription("Tokens of a text that are read, the rest is cut off; 0: as many as the model can.");
    static final ConfigOption<Integer> THREADS = ConfigOptions.key("tributary.encode.threads")
            .intType()
            .defaultValue(0)
            .withDescription("CPU cores that encode, each a batch at a time; 0: all.");
    static final ConfigOption<Integer> CACHE_SIZE = ConfigOptions.key("tributary.encode.cache-size")
            .intType()
            .defaultValue(50_000)
            .withDescription("Vectors kept in memory by text; 0: none.");
    static final ConfigOption<Boolean> DISK_CACHE = ConfigOptions.key("tributary.encode.disk-cache")
            .booleanType()
            .defaultValue(false)
            .withDescription(
                    "Whether vectors are also kept in the user's cache folder for the next run; for one machine, not a cluster.");
    static final ConfigOption<Integer> CAPACITY = ConfigOptions.key("tributary.encode.capacity")
            .intType()
            .defaultValue(256)
            .withDescription("Texts in flight per subtask; four times the batch size keeps the encoder busy.");
    static final ConfigOption<Integer> MAX_WAITING_PROFILES = ConfigOptions.key("tributary.encode.max-waiting-profiles")
            .intType()
            .defaultValue(64)
            .withDescription(
                    "While more texts wait for the encoder, profile texts are skipped rather than delayed: lists go on with the"
                            + " older vector.");
    static final ConfigOption<Duration> TIMEOUT = ConfigOptions.key("tributary.encode.timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(2))
            .withDescription(
                    "A profile text that waits longer for the encoder is skipped; an item waits as long as it takes.");
    static final ConfigOption<Duration> PATIENCE = ConfigOptions.key("tributary.encode.patience")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription(
                    "While a call of the encoder gives no answer for longer, or the newest one has failed, lists are marked degraded.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(
            MODEL,
            INTEREST_MODEL,
            PRECISION,
            BATCH_SIZE,
            MAX_BATCH_DELAY,
            MAX_TOKENS,
            THREADS,
            CACHE_SIZE,
            DISK_CACHE,
            CAPACITY,
            MAX_WAITING_PROFILES,
            TIMEOUT,
            PATIENCE);

    public EncodeConfig {
        checkArgument(
                capacity >= batchSize,
                "%s must be at least %s (%s), got %s",
                CAPACITY.key(),
                BATCH_SIZE.key(),
                batchSize,
                capacity);
        checkArgument(
                maxWaitingProfiles > 0, "%s must be positive, got %s", MAX_WAITING_PROFILES.key(), maxWaitingProfiles);
        checkArgument(
                !timeout.isNegative() && !timeout.isZero(), "%s must be positive, got %s", TIMEOUT.key(), timeout);
        checkArgument(
                !patience.isNegative() && !patience.isZero(), "%s must be positive, got %s", PATIENCE.key(), patience);
    }

    public static EncodeConfig from(ReadableConfig config) {
        return new EncodeConfig(
                config.get(MODEL),
                config.get(INTEREST_MODEL),
                config.get(PRECISION),
                config.get(BATCH_SIZE),
                config.get(MAX_BATCH_DELAY),
                config.get(MAX_TOKENS),
                config.get(THREADS),
                config.get(CACHE_SIZE),
                config.get(DISK_CACHE),
                config.get(CAPACITY),
                config.get(MAX_WAITING_PROFILES),
                config.get(TIMEOUT),
                config.get(PATIENCE));
    }

    /** @throws dev.tributary.models.encoder.EncoderException if a value is out of range */
    public EncoderSettings settings() {
        var settings = EncoderSettings.defaults()
                .withModel(model)
                .withPrecision(precision)
                .withBatches(batchSize, maxBatchDelay)
                .withMaxTokens(maxTokens)
                .withThreads(threads)
                .withCacheSize(cacheSize);
        return diskCache ? settings.withDiskCache(EncoderSettings.userDiskCache()) : settings;
    }
}
