package dev.tributary.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TopicTailTest {

    @Test
    void countsRefusedItemsAndBehaviorsThenSaysThatKafkaIsGone() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (var nowhere = new RefusalCount(KafkaAccess.standard(properties))) {
                nowhere.awaitQuiet(Duration.ofSeconds(1));
                assertThat(nowhere.total()).as("without a topic").isZero();
            }
            try (var admin = Admin.create(properties)) {
                new TopicCreation(1, (short) 1).run(admin);
            }
            refuse(properties, Topics.BEHAVIORS, "before");
            try (var refusals = new RefusalCount(KafkaAccess.standard(properties));
                    var tail = new TopicTail(properties, Topics.RECOMMENDATIONS)) {
                for (String topic : List.of(Topics.REQUESTS, Topics.ITEMS, Topics.BEHAVIORS)) {
                    refuse(properties, topic, "scenario of " + topic);
                }
                refusals.awaitQuiet(Duration.ofSeconds(2));
                assertThat(refusals.total()).isEqualTo(2);
                assertThat(refusals.first()).isEqualTo("scenario of " + Topics.ITEMS);

                kafka.close();
                assertThatThrownBy(() -> pollForEver(tail))
                        .isInstanceOf(CannotRunException.class)
                        .hasMessageStartingWith("Kafka does not answer any more.");
            }
        }
    }

    private static void pollForEver(TopicTail tail) {
        while (tail.poll(Duration.ofMillis(50)).isEmpty()) {
            // a broker that is gone sends nothing
        }
    }

    private static void refuse(Map<String, Object> properties, String topic, String message) {
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var letter = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, new byte[] {1});
            letter.headers().add(DeadLetterHeaders.TOPIC, topic.getBytes(StandardCharsets.UTF_8));
            letter.headers().add(DeadLetterHeaders.MESSAGE, message.getBytes(StandardCharsets.UTF_8));
            producer.send(letter);
        }
    }
}
