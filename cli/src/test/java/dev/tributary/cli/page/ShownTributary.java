package dev.tributary.cli.page;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.cli.live.EmbeddedScenarios;
import dev.tributary.cli.live.EmbeddedStages;
import dev.tributary.cli.live.Live;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** A broker, a cluster, the job with two scenarios and nine items, and the page in front of it: all of it real. */
final class ShownTributary implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final EmbeddedTributary tributary = EmbeddedTributary.start(FreePorts.ANY, settings());
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", tributary.bootstrapServers()), new StringSerializer(), new StringSerializer());
    private final PageServer server = PageServer.open(new PageAddress(PageAddress.LOCAL, 0));
    private final Live live;

    ShownTributary() {
        live = new Live(tributary.kafka(), new EmbeddedStages(tributary), List.of("shop", "travel"), false);
        server.show(live, new EmbeddedScenarios(tributary), false);
        item("shoes", "shop", "Light trail running shoes for mountain paths");
        item("vest", "shop", "Running vest with room for water bottles");
        item("pan", "shop", "Cast iron frying pan for the kitchen");
        item("knife", "shop", "Chef's knife of Japanese steel");
        item("alps", "travel", "Trail running week in the Alps with a mountain guide");
        item("ultra", "travel", "Weekend of mountain running on the Tour du Mont Blanc");
        item("bologna", "travel", "Cooking course with pasta in Bologna");
        item("lyon", "travel", "Long weekend of food markets and bistros in Lyon");
        item("lagoon", "travel", "<img src=x onerror=alert(1)> & a coral lagoon");
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 9);
    }

    EmbeddedTributary tributary() {
        return tributary;
    }

    String url() {
        return server.url();
    }

    void behavior(String event, String user, String scenario, String item) {
        send(
                Topics.BEHAVIORS,
                user,
                "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"%s\",\"item_id\":\"%s\",\"action\":\"view\",\"occurred_at\":%d}"
                        .formatted(event, user, scenario, item, System.currentTimeMillis()));
    }

    private void item(String id, String scenario, String title) {
        send(
                Topics.ITEMS,
                id,
                "{\"item_id\":\"%s\",\"scenario\":\"%s\",\"title\":\"%s\"}".formatted(id, scenario, title));
    }

    private void send(String topic, String key, String json) {
        var unused = producer.send(new ProducerRecord<>(topic, key, json));
        producer.flush();
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Equipment for running and cooking", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips, courses and places to stay")));
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }

    @Override
    public void close() {
        server.close();
        live.close();
        producer.close();
        tributary.close();
    }
}
