package dev.tributary.examples;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@code SendBehavior USER ITEM [SCENARIO]}: the user purchases the item. Written as Avro, with the schema that the job has. */
public final class SendBehavior {
    private static final WireWriter<Behavior> WRITER = WireWriter.of(Behavior.class, WireFormat.AVRO);

    private SendBehavior() {}

    public static void main(String[] args) throws ExecutionException, InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: SendBehavior USER ITEM [SCENARIO]");
            System.exit(2);
        }
        Behavior behavior = purchase(args[0], args[1], args.length > 2 ? args[2] : "shop");
        Map<String, Object> config =
                Map.of("bootstrap.servers", System.getenv().getOrDefault("KAFKA", "localhost:9092"));
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.BEHAVIORS, behavior.getUserId(), WRITER.write(behavior)))
                    .get();
        }
        System.out.println("sent " + behavior.getEventId());
    }

    static Behavior purchase(String user, String item, String scenario) {
        return Behavior.newBuilder()
                .setEventId(UUID.randomUUID().toString()) // a record that is sent twice counts once
                .setUserId(user)
                .setScenario(scenario)
                .setItemId(item)
                .setAction("purchase")
                .setOccurredAt(Instant.now())
                .build();
    }
}
