package dev.tributary.cli.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How one topic is laid out.
 *
 * @param purpose one line for a person
 * @param compacted whether Kafka keeps the newest record of each key for ever, instead of all records for some days
 */
public record TopicLayout(String name, String purpose, boolean compacted) {
    /** @return the six topics, in the order in which data flows */
    public static List<TopicLayout> of(TopicNames names) {
        return List.of(
                new TopicLayout(names.behaviors(), "what users do, in every scenario", false),
                new TopicLayout(names.items(), "what can be recommended", true),
                new TopicLayout(names.requests(), "somebody asks for a list now", false),
                new TopicLayout(names.recommendations(), "the lists, newest last", true),
                new TopicLayout(names.erasures(), "users to forget", false),
                new TopicLayout(names.deadLetters(), "records that could not be read, with the reason", false));
    }

    NewTopic create(int partitions, short replicas) {
        return new NewTopic(name, partitions, replicas)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE));
    }
}
