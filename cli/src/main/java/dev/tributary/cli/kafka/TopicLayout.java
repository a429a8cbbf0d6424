package dev.tributary.cli.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How one topic is laid out.
 *
 * @param purpose one line for a person
 * @param settings of Kafka
 */
public record TopicLayout(String name, String purpose, Map<String, String> settings) {
    /** The newest record of each key is kept for ever. */
    private static final Map<String, String> NEWEST =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    /** All records are kept as long as the broker says. */
    private static final Map<String, String> ALL_RECORDS =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    /** Not the newest alone: a user has lists in several scenarios under one key. */
    private static final Map<String, String> A_WEEK = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            String.valueOf(Duration.ofDays(7).toMillis()));

    /** @return the six topics, in the order in which data flows */
    public static List<TopicLayout> of(TopicNames names) {
        return List.of(
                new TopicLayout(names.behaviors(), "what users do, in every scenario", ALL_RECORDS),
                new TopicLayout(names.items(), "what can be recommended", NEWEST),
                new TopicLayout(names.requests(), "somebody asks for a list now", ALL_RECORDS),
                new TopicLayout(names.recommendations(), "the lists, newest last", A_WEEK),
                new TopicLayout(names.erasures(), "users to forget", ALL_RECORDS),
                new TopicLayout(names.deadLetters(), "records that could not be read, with the reason", ALL_RECORDS));
    }

    NewTopic create(int partitions, short replicas) {
        return new NewTopic(name, partitions, replicas).configs(settings);
    }
}
