package dev.tributary.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.SharedKafka;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    /** The broker is shared with other tests: a reason of each test's own. */
    private final String reason = "reason-" + UUID.randomUUID();

    @BeforeAll
    static void createTopics() {
        Tributary.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute("topics", "--create", "--kafka", SharedKafka.bootstrapServers());
    }

    @Test
    void showsWhereALetterCameFromAndWhy() throws Exception {
        refuse("u1", "{\"event_id\":", "first", false);
        refuse("u1", "{\"event_id\":", "second", false);

        assertThat(run("--reason", reason, "--limit", "1")).isZero();

        assertThat(out.toString())
                .containsPattern(Topics.BEHAVIORS + " +2 +7 .* source +" + reason + " +second")
                .contains("2 dead letters: 2 " + reason + "; shown: 1")
                .doesNotContain("first");
        assertThat(run("--reason", reason, "--json")).isZero();
        assertThat(out.toString()).contains("\"first\"", "\"second\"");
    }

    @Test
    void sendsEqualLettersOnceAsTheyWereAndNoneThatWasCut() throws Exception {
        String value = "{\"event_id\":\"" + reason + "\"}";
        refuse("u1", value, "refused", false);
        refuse("u1", value, "refused again", false);
        refuse("u1", value + " and more", "too large", true);

        assertThat(run("resend", "--reason", reason, "--dry-run")).isZero();
        assertThat(run("resend", "--reason", reason)).isZero();

        assertThat(out.toString()).contains("nothing was sent", "3 dead letters", "; 1 sent again");
        assertThat(behaviors(value)).singleElement().satisfies(record -> {
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("u1");
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(record.headers().toArray())
                    .singleElement()
                    .satisfies(header -> assertThat(header.key()).isEqualTo("ce_id"));
        });
    }

    @Test
    void sendsNothingUnlessToldWhat() {
        assertThat(run("resend")).isEqualTo(2);
        assertThat(run("resent")).isEqualTo(2);

        assertThat(err.toString()).contains("--reason CODE", "resent").doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of("dead-letters", "--kafka", SharedKafka.bootstrapServers()));
        all.addAll(List.of(arguments));
        return Tributary.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private void refuse(String key, String value, String message, boolean cut) throws Exception {
        var letter = new ProducerRecord<>(Topics.DEAD_LETTERS, 0, bytes(key), bytes(value));
        letter.headers()
                .add("ce_id", bytes("c1"))
                .add(DeadLetterHeaders.STAGE, bytes("source"))
                .add(DeadLetterHeaders.REASON, bytes(reason))
                .add(DeadLetterHeaders.MESSAGE, bytes(message))
                .add(DeadLetterHeaders.TOPIC, bytes(Topics.BEHAVIORS))
                .add(DeadLetterHeaders.PARTITION, bytes("2"))
                .add(DeadLetterHeaders.OFFSET, bytes("7"))
                .add(DeadLetterHeaders.TIMESTAMP, bytes("1700000000000"));
        if (cut) {
            letter.headers().add(DeadLetterHeaders.WHOLE_SIZE, bytes("2000000"));
        }
        try (var producer =
                new KafkaProducer<>(SharedKafka.properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(letter).get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> behaviors(String value) {
        try (var consumer = new KafkaConsumer<>(
                new HashMap<>(SharedKafka.properties()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.BEHAVIORS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.value(), StandardCharsets.UTF_8).startsWith(value)) {
                        found.add(record);
                    }
                }
            }
            return found;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
