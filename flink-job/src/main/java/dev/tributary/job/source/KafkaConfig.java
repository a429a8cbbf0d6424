package dev.tributary.job.source;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tributary.schemas.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Where Kafka is, what the topics are called, and settings for its clients. */
public record KafkaConfig(
        String bootstrapServers,
        String groupId,
        StartFrom startFrom,
        boolean checkAtStart,
        Map<String, String> clientProperties,
        String behaviors,
        String items,
        String requests,
        String erasures,
        String recommendations,
        String deadLetters)
        implements java.io.Serializable {

    /** @return the names of all topics by the keys of the settings that name them, in the order of the flow */
    public Map<String, String> topics() {
        var topics = new LinkedHashMap<String, String>();
        topics.put(BEHAVIORS.key(), behaviors);
        topics.put(ITEMS.key(), items);
        topics.put(REQUESTS.key(), requests);
        topics.put(ERASURES.key(), erasures);
        topics.put(RECOMMENDATIONS.key(), recommendations);
        topics.put(DEAD_LETTERS.key(), deadLetters);
        return topics;
    }

    /** @return whether the job writes the topic; all others it reads */
    public boolean writes(String topic) {
        return topic.equals(recommendations) || topic.equals(deadLetters);
    }

    /** Where a job without a checkpoint begins to read behaviors, requests and erasures; items are always read from the beginning. */
    public enum StartFrom {
        EARLIEST,
        COMMITTED,
        LATEST
    }

    private static final int DEFAULT_MAX_REQUEST_BYTES = 1 << 20;

    static final ConfigOption<String> BOOTSTRAP_SERVERS = ConfigOptions.key("tributary.kafka.bootstrap-servers")
            .stringType()
            .noDefaultValue()
            .withDescription("Addresses of Kafka brokers, host:port, separated by commas.");
    static final ConfigOption<String> GROUP_ID = ConfigOptions.key("tributary.kafka.group-id")
            .stringType()
            .defaultValue("tributary")
            .withDescription("Consumer group under which offsets are committed at checkpoints.");
    static final ConfigOption<StartFrom> START_FROM = ConfigOptions.key("tributary.kafka.start-from")
            .enumType(StartFrom.class)
            .defaultValue(StartFrom.EARLIEST)
            .withDescription("Where a job without a checkpoint begins: EARLIEST, COMMITTED (else earliest) or LATEST.");
    static final ConfigOption<Boolean> CHECK_AT_START = ConfigOptions.key("tributary.kafka.check-at-start")
            .booleanType()
            .defaultValue(true)
            .withDescription(
                    "Whether whoever submits the job looks at topics and rights first; false where Kafka cannot be reached from there.");
    static final ConfigOption<Map<String, String>> PROPERTIES = ConfigOptions.key("tributary.kafka.properties")
            .mapType()
            .defaultValue(Map.of())
            .withDescription("More settings for all Kafka clients, such as security.protocol, as a map.");
    static final ConfigOption<String> BEHAVIORS = topic("behaviors", Topics.BEHAVIORS);
    static final ConfigOption<String> ITEMS = topic("items", Topics.ITEMS);
    static final ConfigOption<String> REQUESTS = topic("requests", Topics.REQUESTS);
    static final ConfigOption<String> ERASURES = topic("erasures", Topics.ERASURES);
    static final ConfigOption<String> RECOMMENDATIONS = topic("recommendations", Topics.RECOMMENDATIONS);
    static final ConfigOption<String> DEAD_LETTERS = topic("dead-letters", Topics.DEAD_LETTERS);

    public static final List<ConfigOption<?>> OPTIONS = List.of(
            BOOTSTRAP_SERVERS,
            GROUP_ID,
            START_FROM,
            CHECK_AT_START,
            PROPERTIES,
            BEHAVIORS,
            ITEMS,
            REQUESTS,
            ERASURES,
            RECOMMENDATIONS,
            DEAD_LETTERS);

    public KafkaConfig {
        checkArgument(
                !bootstrapServers.isBlank(),
                "%s is not set: give the address of a Kafka broker, for example localhost:9092",
                BOOTSTRAP_SERVERS.key());
        List<String> problems = ClientProperties.problems(clientProperties);
        checkArgument(problems.isEmpty(), "%s: %s", PROPERTIES.key(), String.join(" ", problems));
        requireDifferent(Map.of(
                BEHAVIORS.key(), behaviors,
                ITEMS.key(), items,
                REQUESTS.key(), requests,
                ERASURES.key(), erasures,
                RECOMMENDATIONS.key(), recommendations,
                DEAD_LETTERS.key(), deadLetters));
    }

    private static void requireDifferent(Map<String, String> topics) {
        var keys = new HashMap<String, String>();
        new TreeMap<>(topics).forEach((key, topic) -> {
            checkArgument(!topic.isBlank(), "%s must not be empty", key);
            String other = keys.put(topic, key);
            checkArgument(other == null, "%s and %s are both '%s': each needs a topic of its own", other, key, topic);
        });
    }

    /** @return most bytes that a producer sends in one request, a record among them */
    public int maxRequestBytes() {
        String size = clientProperties.get("max.request.size");
        try {
            return size == null ? DEFAULT_MAX_REQUEST_BYTES : Integer.parseInt(size.trim());
        } catch (NumberFormatException notANumber) {
            return DEFAULT_MAX_REQUEST_BYTES; // the producer refuses it by name
        }
    }

    /** Without the values of the clients' settings, for passwords are among them. */
    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + ", with " + new TreeSet<>(clientProperties.keySet()) + "]";
    }

    public static KafkaConfig from(ReadableConfig config) {
        return new KafkaConfig(
                config.getOptional(BOOTSTRAP_SERVERS).orElse(""),
                config.get(GROUP_ID),
                config.get(START_FROM),
                config.get(CHECK_AT_START),
                Map.copyOf(config.get(PROPERTIES)),
                config.get(BEHAVIORS),
                config.get(ITEMS),
                config.get(REQUESTS),
                config.get(ERASURES),
                config.get(RECOMMENDATIONS),
                config.get(DEAD_LETTERS));
    }

    public Properties properties() {
        var properties = new Properties();
        properties.putAll(clientProperties);
        return properties;
    }

    private static ConfigOption<String> topic(String name, String standard) {
        return ConfigOptions.key("tributary.kafka.topics." + name)
                .stringType()
                .defaultValue(standard)
                .withDescription("Name of the topic of " + name.replace('-', ' ') + ".");
    }
}
