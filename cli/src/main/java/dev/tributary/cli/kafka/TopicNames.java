package dev.tributary.cli.kafka;

import dev.tributary.job.source.KafkaConfig;
import dev.tributary.schemas.Topics;

/** What the six topics are called. */
public record TopicNames(
        String behaviors, String items, String requests, String erasures, String recommendations, String deadLetters) {
    /** What they are called where no setting says otherwise. */
    public static final TopicNames STANDARD = new TopicNames(
            Topics.BEHAVIORS,
            Topics.ITEMS,
            Topics.REQUESTS,
            Topics.ERASURES,
            Topics.RECOMMENDATIONS,
            Topics.DEAD_LETTERS);

    public static TopicNames of(KafkaConfig config) {
        return new TopicNames(
                config.behaviors(),
                config.items(),
                config.requests(),
                config.erasures(),
                config.recommendations(),
                config.deadLetters());
    }
}
