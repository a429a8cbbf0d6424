package dev.tributary.cli.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class QuestionTest {
    private static final Request REQUEST = Request.newBuilder()
            .setRequestId("r1")
            .setUserId("u1")
            .setScenario("tavel")
            .build();

    @Test
    void tellsWhyTheJobRefusedTheRequest() throws Exception {
        try (var kafka = EmbeddedKafka.start()) {
            Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (var admin = Admin.create(properties)) {
                new TopicCreation(1, (short) 1).run(admin);
            }
            var requests = new TopicTail(properties, Topics.REQUESTS);
            CompletableFuture<Void> refusal = CompletableFuture.runAsync(() -> refuseTheFirst(requests, properties));

            assertThatThrownBy(() -> Question.ask(KafkaAccess.standard(properties), REQUEST, Duration.ofSeconds(60)))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage("The job refused the request: scenario is not one of [shop].");
            refusal.get();
        }
    }

    @Test
    void namesTheTopicThatIsNotThere() {
        try (var kafka = EmbeddedKafka.start()) {
            assertThatThrownBy(() -> Question.ask(
                            KafkaAccess.standard(Map.of("bootstrap.servers", kafka.bootstrapServers())),
                            REQUEST,
                            Duration.ofSeconds(60)))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("This Kafka has no topic " + Topics.RECOMMENDATIONS);
        }
    }

    /** As the job's source does: the same bytes, and the reason in a header. */
    private static void refuseTheFirst(TopicTail requests, Map<String, Object> properties) {
        try (requests;
                var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var polled = requests.poll(Duration.ofMillis(50));
            while (polled.isEmpty()) {
                polled = requests.poll(Duration.ofMillis(50));
            }
            byte[] reason = "scenario is not one of [shop]".getBytes(StandardCharsets.UTF_8);
            byte[] request = polled.iterator().next().value();
            var letter = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, request);
            letter.headers().add(DeadLetterHeaders.MESSAGE, reason);
            producer.send(letter);
        }
    }
}
