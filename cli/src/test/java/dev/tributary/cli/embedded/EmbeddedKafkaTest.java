package dev.tributary.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EmbeddedKafkaTest {
    @TempDir
    Path folder;

    @Test
    void carriesARecordInATransaction() throws Exception {
        createTopic(SharedKafka.bootstrapServers(), "round-trip");

        try (var producer =
                new KafkaProducer<>(with("transactional.id", "test"), new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("round-trip", "u1", "hello"));
            producer.commitTransaction();
        }

        assertThat(firstValue("round-trip")).isEqualTo("hello");
    }

    @Test
    void closingLeavesNoThreadsAndNoFiles() {
        SharedKafka.bootstrapServers(); // starts Kafka's JVM-wide metric threads
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        DataFolder data = DataFolder.temporary("tributary-test");

        EmbeddedKafka.start(FreePorts.ANY, data).close();

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .filter(thread -> !thread.getName().startsWith("junit"))
                        .collect(Collectors.toSet()))
                .isEmpty();
        assertThat(data.path()).doesNotExist();
    }

    @Test
    void aKeptFolderBringsBackItsTopics() throws Exception {
        try (var kafka = EmbeddedKafka.start(FreePorts.ANY, DataFolder.kept(folder))) {
            createTopic(kafka.bootstrapServers(), "kept");
        }

        try (var kafka = EmbeddedKafka.start(FreePorts.ANY, DataFolder.kept(folder));
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        }
    }

    @Test
    void aPortInUseIsNamedWithTheRemedy() {
        int taken = Integer.parseInt(SharedKafka.bootstrapServers().split(":")[1]);

        assertThatThrownBy(() -> EmbeddedKafka.start(taken))
                .isInstanceOf(PortInUseException.class)
                .hasMessageContainingAll(String.valueOf(taken), "--port");
    }

    private static void createTopic(String bootstrapServers, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static String firstValue(String topic) {
        var properties = with("group.id", "test");
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (true) {
                for (var found : consumer.poll(Duration.ofMillis(100))) {
                    return found.value();
                }
            }
        }
    }

    private static Map<String, Object> with(String key, Object value) {
        var properties = new HashMap<String, Object>(SharedKafka.properties());
        properties.put(key, value);
        return properties;
    }
}
