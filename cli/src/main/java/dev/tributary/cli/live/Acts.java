package dev.tributary.cli.live;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what a person does on the page as records, each of them real. Safe for use by many threads. */
final class Acts implements AutoCloseable {
    /** Marks the answers to requests that come from here. */
    static final String MARK = "tributary.page";

    /** Why a request was made; comes back with the answer. */
    enum Purpose {
        PROFILE,
        LIST,
        /** Is the item there at all? */
        FIND,
        /** Where does it stand? */
        PLACE
    }

    private static final int MOST_BLOCK_MS = 3_000;

    private final WireWriter<Behavior> behaviors = WireWriter.of(Behavior.class, WireFormat.AVRO);
    private final WireWriter<Item> items = WireWriter.of(Item.class, WireFormat.AVRO);
    private final WireWriter<Request> requests = WireWriter.of(Request.class, WireFormat.AVRO);
    private final KafkaProducer<String, byte[]> producer;
    private final TopicNames topics;
    private final Outcome outcome;

    /** Told, on a thread of the producer, what became of each record. */
    interface Outcome {
        void written(String id, String user, String topic, int partition, long offset);

        void failed(String id, String user, String why);
    }

    Acts(KafkaAccess kafka, Outcome outcome) {
        var config = new HashMap<String, Object>(kafka.properties());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCK_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.topics = kafka.topics();
        this.outcome = outcome;
    }

    void behave(String event, String user, String scenario, String item, String action, @Nullable String causedBy) {
        send(
                event,
                user,
                topics.behaviors(),
                user,
                behaviors,
                Behavior.newBuilder()
                        .setEventId(event)
                        .setUserId(user)
                        .setScenario(scenario)
                        .setItemId(item)
                        .setAction(action)
                        .setOccurredAt(Instant.now())
                        .setCausedBy(causedBy)
                        .build());
    }

    void add(String item, String user, String scenario, String title) {
        send(
                item,
                user,
                topics.items(),
                item,
                items,
                Item.newBuilder()
                        .setItemId(item)
                        .setScenario(scenario)
                        .setTitle(title)
                        .setPublishedAt(Instant.now())
                        .build());
    }

    /**
     * @param scenario empty for the job's first one
     * @param about the item in question, empty if none is
     */
    void ask(String user, String scenario, int limit, Purpose purpose, String about) {
        String id = UUID.randomUUID().toString();
        var request = Request.newBuilder()
                .setRequestId(id)
                .setUserId(user)
                .setScenario(scenario)
                .setLimit(limit == 0 ? null : limit)
                .setCandidates(purpose == Purpose.FIND ? List.of(about) : List.of())
                .setIncludeProfile(purpose == Purpose.PROFILE)
                .setContext(Map.of(MARK, purpose.name(), MARK + ".about", about))
                .build();
        send(id, user, topics.requests(), user, requests, request);
    }

    private <T extends SpecificRecord> void send(
            String id, String user, String topic, String key, WireWriter<T> writer, T record) {
        var unused = producer.send(new ProducerRecord<>(topic, key, writer.write(record)), (place, failure) -> {
            if (failure == null) {
                outcome.written(id, user, topic, place.partition(), place.offset());
            } else {
                outcome.failed(id, user, String.valueOf(failure.getMessage()));
            }
        });
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(3));
    }
}
