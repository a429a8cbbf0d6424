package dev.tributary.job.source;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** What stage source accepts. */
public record SourceConfig(
        int maxRecordBytes,
        int maxIdLength,
        int maxTextLength,
        int maxContextLength,
        int maxRequestItems,
        Duration maxFuture,
        String registryUrl,
        int registryIdBytes)
        implements java.io.Serializable {
    /** A list without any item must still be short enough for Kafka. */
    private static final int LONGEST_ID = 2_000;

    static final ConfigOption<MemorySize> MAX_RECORD_SIZE = ConfigOptions.key("tributary.source.max-record-size")
            .memoryType()
            .defaultValue(MemorySize.ofMebiBytes(1))
            .withDescription("Longer records become dead letters, unread.");
    static final ConfigOption<Integer> MAX_ID_LENGTH = ConfigOptions.key("tributary.source.max-id-length")
            .intType()
            .defaultValue(256)
            .withDescription("Records with a longer user, item, event or request id become dead letters.");
    static final ConfigOption<Integer> MAX_TEXT_LENGTH = ConfigOptions.key("tributary.source.max-text-length")
            .intType()
            .defaultValue(500)
            .withDescription(
                    "Characters of a title, a category or a user's words that are kept, the rest is cut off: they travel with every"
                            + " list. Of categories the first 50 are kept.");
    static final ConfigOption<Integer> MAX_CONTEXT_LENGTH = ConfigOptions.key("tributary.source.max-context-length")
            .intType()
            .defaultValue(10_000)
            .withDescription(
                    "Requests whose context has more characters become dead letters, for the answer repeats it.");
    static final ConfigOption<Integer> MAX_REQUEST_ITEMS = ConfigOptions.key("tributary.source.max-request-items")
            .intType()
            .defaultValue(1_000)
            .withDescription(
                    "Requests with more candidates, or more items to exclude, become dead letters, for every subtask of retrieve gets all"
                            + " of them.");
    static final ConfigOption<Duration> MAX_FUTURE = ConfigOptions.key("tributary.source.max-future")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription(
                    "An event time before 1970, or further after the Kafka record's own or the clock, is replaced by the record's; if that is"
                            + " further after the clock itself, by the clock and this much.");
    static final ConfigOption<String> REGISTRY_URL = ConfigOptions.key("tributary.source.registry-url")
            .stringType()
            .defaultValue("")
            .withDescription(
                    "Schema registry for records in registry framing; empty: such records are read with the current schema."
                            + " Either an address with Confluent's interface (Apicurio: http://HOST:8080/apis/ccompat/v7), or one with"
                            + " {id} where the id belongs.");
    static final ConfigOption<Integer> REGISTRY_ID_BYTES = ConfigOptions.key("tributary.source.registry-id-bytes")
            .intType()
            .defaultValue(4)
            .withDescription("Length of the ids in registry framing: 4, or 8 for Apicurio's global ids.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(
            MAX_RECORD_SIZE,
            MAX_ID_LENGTH,
            MAX_TEXT_LENGTH,
            MAX_CONTEXT_LENGTH,
            MAX_REQUEST_ITEMS,
            MAX_FUTURE,
            REGISTRY_URL,
            REGISTRY_ID_BYTES);

    public SourceConfig {
        checkArgument(
                maxRecordBytes > 0,
                "%s must be from 1 byte to 2 GiB, got %s bytes",
                MAX_RECORD_SIZE.key(),
                maxRecordBytes);
        checkArgument(
                maxIdLength > 0 && maxIdLength <= LONGEST_ID,
                "%s must be from 1 to %s, got %s",
                MAX_ID_LENGTH.key(),
                LONGEST_ID,
                maxIdLength);
        checkArgument(maxTextLength > 0, "%s must be positive, got %s", MAX_TEXT_LENGTH.key(), maxTextLength);
        checkArgument(
                maxContextLength >= 0, "%s must not be negative, got %s", MAX_CONTEXT_LENGTH.key(), maxContextLength);
        checkArgument(
                maxRequestItems >= 0, "%s must not be negative, got %s", MAX_REQUEST_ITEMS.key(), maxRequestItems);
        checkArgument(!maxFuture.isNegative(), "%s must not be negative, got %s", MAX_FUTURE.key(), maxFuture);
        checkArgument(
                registryUrl.isEmpty() || registryUrl.startsWith("http://") || registryUrl.startsWith("https://"),
                "%s must begin with http:// or https://, got '%s'",
                REGISTRY_URL.key(),
                registryUrl);
        checkArgument(
                registryIdBytes == 4 || registryIdBytes == 8,
                "%s must be 4 or 8, got %s",
                REGISTRY_ID_BYTES.key(),
                registryIdBytes);
    }

    public static SourceConfig from(ReadableConfig config) {
        return new SourceConfig(
                (int) Math.min(Integer.MAX_VALUE, config.get(MAX_RECORD_SIZE).getBytes()),
                config.get(MAX_ID_LENGTH),
                config.get(MAX_TEXT_LENGTH),
                config.get(MAX_CONTEXT_LENGTH),
                config.get(MAX_REQUEST_ITEMS),
                config.get(MAX_FUTURE),
                config.get(REGISTRY_URL),
                config.get(REGISTRY_ID_BYTES));
    }
}
