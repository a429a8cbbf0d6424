package dev.tributary.job.sink;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tributary.schemas.WireFormat;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** How lists are written to Kafka. */
public record SinkConfig(
        Delivery delivery,
        WireFormat format,
        Duration linger,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        int maxListBytes,
        int maxDeadLetterBytes)
        implements java.io.Serializable {

    /** Room for the longest ids, which are in every list. */
    private static final int MIN_LIST_BYTES = 16 << 10;

    /** What a failure does to the lists; Flink's own enum would allow to lose them, and is spelled in another way than all other settings. */
    public enum Delivery {
        AT_LEAST_ONCE(DeliveryGuarantee.AT_LEAST_ONCE),
        EXACTLY_ONCE(DeliveryGuarantee.EXACTLY_ONCE);

        private final DeliveryGuarantee guarantee;

        Delivery(DeliveryGuarantee guarantee) {
            this.guarantee = guarantee;
        }

        DeliveryGuarantee guarantee() {
            return guarantee;
        }
    }

    static final ConfigOption<Delivery> DELIVERY = ConfigOptions.key("tributary.sink.delivery")
            .enumType(Delivery.class)
            .defaultValue(Delivery.AT_LEAST_ONCE)
            .withDescription(
                    "AT_LEAST_ONCE: lists are visible at once, after a failure some come again under the same id. EXACTLY_ONCE: none"
                            + " comes twice, all become visible at the next checkpoint.");
    static final ConfigOption<WireFormat> FORMAT = ConfigOptions.key("tributary.sink.format")
            .enumType(WireFormat.class)
            .defaultValue(WireFormat.AVRO)
            .withDescription("AVRO (single-object encoding) or JSON.");
    static final ConfigOption<Duration> LINGER = ConfigOptions.key("tributary.sink.linger")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDescription("How long a list waits for others to share a Kafka request; more is cheaper and later.");
    static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX = ConfigOptions.key(
                    "tributary.sink.transactional-id-prefix")
            .stringType()
            .defaultValue("tributary")
            .withDescription("Of the Kafka transactions; two jobs on one cluster need two prefixes.");
    static final ConfigOption<Duration> TRANSACTION_TIMEOUT = ConfigOptions.key("tributary.sink.transaction-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(15))
            .withDescription(
                    "Longer than the longest outage to survive, and not longer than the brokers' transaction.max.timeout.ms.");

    static final ConfigOption<MemorySize> MAX_LIST_SIZE = ConfigOptions.key("tributary.sink.max-list-size")
            .memoryType()
            .defaultValue(MemorySize.parse("900 kb"))
            .withDescription(
                    "Of a longer list the end is left out, and it is marked degraded. Less than what the producer (max.request.size) and"
                            + " the brokers (message.max.bytes) take, for key and headers come on top. With the other limits as they"
                            + " are by default no list is longer.");

    static final ConfigOption<MemorySize> MAX_DEAD_LETTER_SIZE = ConfigOptions.key(
                    "tributary.sink.max-dead-letter-size")
            .memoryType()
            .defaultValue(MemorySize.parse("512 kb"))
            .withDescription(
                    "Of a longer refused record the dead letter holds the beginning. At most half of what the brokers take"
                            + " (message.max.bytes), for key and headers come on top.");

    public static final List<ConfigOption<?>> OPTIONS = List.of(
            DELIVERY,
            FORMAT,
            LINGER,
            TRANSACTIONAL_ID_PREFIX,
            TRANSACTION_TIMEOUT,
            MAX_LIST_SIZE,
            MAX_DEAD_LETTER_SIZE);

    public SinkConfig {
        checkArgument(!linger.isNegative(), "%s must not be negative, got %s", LINGER.key(), linger);
        checkArgument(!transactionalIdPrefix.isBlank(), "%s must not be empty", TRANSACTIONAL_ID_PREFIX.key());
        checkArgument(
                transactionTimeout.toSeconds() > 0,
                "%s must be at least a second, got %s",
                TRANSACTION_TIMEOUT.key(),
                transactionTimeout);
        checkArgument(
                maxListBytes >= MIN_LIST_BYTES,
                "%s must be from %s bytes to 2 GiB, got %s bytes",
                MAX_LIST_SIZE.key(),
                MIN_LIST_BYTES,
                maxListBytes);
        checkArgument(
                maxDeadLetterBytes > 0,
                "%s must be from 1 byte to 2 GiB, got %s bytes",
                MAX_DEAD_LETTER_SIZE.key(),
                maxDeadLetterBytes);
    }

    public static SinkConfig from(ReadableConfig config) {
        return new SinkConfig(
                config.get(DELIVERY),
                config.get(FORMAT),
                config.get(LINGER),
                config.get(TRANSACTIONAL_ID_PREFIX),
                config.get(TRANSACTION_TIMEOUT),
                bytes(config.get(MAX_LIST_SIZE)),
                bytes(config.get(MAX_DEAD_LETTER_SIZE)));
    }

    private static int bytes(MemorySize size) {
        return (int) Math.min(Integer.MAX_VALUE, size.getBytes());
    }
}
