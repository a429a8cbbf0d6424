package dev.tributary.cli.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka, and what a job's topics are called there.
 *
 * @param properties that every client needs
 */
public record KafkaAccess(Map<String, Object> properties, TopicNames topics) {
    public KafkaAccess {
        properties = Map.copyOf(properties);
    }

    /** @return access to topics with their standard names */
    public static KafkaAccess standard(Map<String, Object> properties) {
        return new KafkaAccess(properties, TopicNames.STANDARD);
    }

    public Admin admin() {
        return Admin.create(properties);
    }

    /** Passwords are among the properties. */
    @Override
    public String toString() {
        return "KafkaAccess[" + topics + "]";
    }
}
