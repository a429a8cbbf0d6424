package dev.tributary.examples;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** What the examples talk to: Kafka, the job with the scenarios shop and travel, and four items. */
final class Shop implements AutoCloseable {
    private final EmbeddedTributary tributary = EmbeddedTributary.start(FreePorts.ANY, settings());

    Shop() {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka()), new StringSerializer(), new StringSerializer())) {
            item(producer, "shoes", "shop", "Light trail running shoes");
            item(producer, "pan", "shop", "Cast iron pan");
            item(producer, "alps", "travel", "Three days of trail running in the Alps");
            item(producer, "bologna", "travel", "A weekend of cooking in Bologna");
        }
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> tributary.items() == 4);
    }

    String kafka() {
        return tributary.bootstrapServers();
    }

    private static void item(KafkaProducer<String, String> producer, String id, String scenario, String title) {
        String item = "{\"item_id\":\"%s\",\"scenario\":\"%s\",\"title\":\"%s\"}".formatted(id, scenario, title);
        var unused = producer.send(new ProducerRecord<>("tributary.items.v1", id, item));
    }

    private static Configuration settings() {
        return Configuration.fromMap(Map.of(
                "tributary.scenarios",
                "id:shop,description:Outdoor and kitchen equipment to buy;id:travel,description:Trips and places to stay",
                "tributary.sink.format",
                "JSON",
                "parallelism.default",
                "1",
                "restart-strategy.type",
                "none"));
    }

    @Override
    public void close() {
        tributary.close();
    }
}
