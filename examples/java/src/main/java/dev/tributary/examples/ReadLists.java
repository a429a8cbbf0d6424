package dev.tributary.examples;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** {@code ReadLists USER [COUNT]}: prints the user's lists, Avro or JSON, until COUNT lists or Ctrl-C. */
public final class ReadLists {
    private static final WireReader<Recommendation> READER = WireReader.of(Recommendation.class);

    private ReadLists() {}

    public static void main(String[] args) throws UnreadableRecordException {
        if (args.length < 1) {
            System.err.println("usage: ReadLists USER [COUNT]");
            System.exit(2);
        }
        print(args[0], args.length > 1 ? Integer.parseInt(args[1]) : Integer.MAX_VALUE);
    }

    private static void print(String user, int count) throws UnreadableRecordException {
        try (var consumer = new KafkaConsumer<>(config(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.RECOMMENDATIONS));
            int seen = 0;
            while (seen < count) {
                for (ConsumerRecord<String, byte[]> list : consumer.poll(Duration.ofSeconds(1))) {
                    if (user.equals(list.key()) && seen < count) {
                        print(list);
                        seen++;
                    }
                }
            }
        }
    }

    private static void print(ConsumerRecord<String, byte[]> list) throws UnreadableRecordException {
        if (list.value() == null) {
            System.out.println(list.key() + " was erased");
            return;
        }
        Recommendation recommendation = READER.read(list.value());
        System.out.println(recommendation.getScenario() + ", revision " + recommendation.getRevision());
        for (RecommendedItem item : recommendation.getItems()) {
            String reason = item.getReasons().stream()
                    .findFirst()
                    .map(first -> " – " + first.getText())
                    .orElse("");
            System.out.println("  " + item.getRank() + ". " + item.getTitle() + reason);
        }
    }

    /** A service uses one group id for all its processes and goes on where it was; this one reads all there is. */
    private static Map<String, Object> config() {
        return Map.of(
                "bootstrap.servers",
                System.getenv().getOrDefault("KAFKA", "localhost:9092"),
                "group.id",
                "example-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest");
    }
}
