package dev.tributary.deploy;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.Question;
import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.cli.kafka.TopicState;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody who has nothing but the address of Kafka. */
record User(String kafka) {
    void addItem(String id, String scenario, String title) {
        send(
                Topics.ITEMS,
                id,
                "{\"item_id\":\"%s\",\"scenario\":\"%s\",\"title\":\"%s\"}".formatted(id, scenario, title));
    }

    void buy(String user, String scenario, String item) {
        send(
                Topics.BEHAVIORS,
                user,
                "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"%s\",\"item_id\":\"%s\",\"action\":\"purchase\",\"occurred_at\":\"%s\"}"
                        .formatted(UUID.randomUUID(), user, scenario, item, Instant.now()));
    }

    void sendBehavior(String value) {
        send(Topics.BEHAVIORS, "somebody", value);
    }

    /** @return how many stand in the topic */
    long behaviors() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            return TopicState.all(admin, TopicNames.STANDARD).stream()
                    .filter(state -> state.topic().equals(Topics.BEHAVIORS))
                    .mapToLong(TopicState::records)
                    .sum();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    Recommendation ask(String user, String scenario) {
        Request request = Request.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setScenario(scenario)
                .setIncludeProfile(true)
                .build();
        return Question.ask(KafkaAccess.standard(Map.of("bootstrap.servers", kafka)), request, Duration.ofSeconds(60));
    }

    static List<String> items(Recommendation list) {
        return list.getItems().stream().map(RecommendedItem::getItemId).toList();
    }

    private void send(String topic, String key, String json) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, key, json));
            producer.flush();
        }
    }
}
