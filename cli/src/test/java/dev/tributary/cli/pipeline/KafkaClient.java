package dev.tributary.cli.pipeline;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What any user of the product has: a producer, and a consumer that has read both output topics so far. For one thread. */
final class KafkaClient implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final WireReader<Recommendation> reader = WireReader.of(Recommendation.class);
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    private final List<Recommendation> lists = new ArrayList<>();
    private final List<String> tombstones = new ArrayList<>();
    private final Map<String, String> traces = new HashMap<>();

    KafkaClient(String bootstrapServers) {
        this(bootstrapServers, "read_uncommitted", Topics.RECOMMENDATIONS);
    }

    /** @param recommendations where the lists are */
    static KafkaClient readUncommitted(String bootstrapServers, String recommendations) {
        return new KafkaClient(bootstrapServers, "read_uncommitted", recommendations);
    }

    /** A consumer that passes over what belongs to a transaction not yet committed, or never committed. */
    static KafkaClient readCommitted(String bootstrapServers) {
        return readCommitted(bootstrapServers, Topics.RECOMMENDATIONS);
    }

    /** @param recommendations where the lists are */
    static KafkaClient readCommitted(String bootstrapServers, String recommendations) {
        return new KafkaClient(bootstrapServers, "read_committed", recommendations);
    }

    private KafkaClient(String bootstrapServers, String isolation, String recommendations) {
        this.bootstrapServers = bootstrapServers;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.request.size",
                        32 << 20,
                        "metadata.max.age.ms",
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(recommendations, Topics.DEAD_LETTERS).stream()
                .flatMap(topic -> partitions(topic).stream())
                .toList());
    }

    /** The broker confirms a topic before it answers questions about it: until then it has no partitions, and nothing would be read. */
    private List<TopicPartition> partitions(String topic) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> consumer.partitionsFor(topic), known -> !known.isEmpty())
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    void send(String topic, String key, @Nullable String json) {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    /** @return where the record stands now */
    RecordMetadata send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return send(new ProducerRecord<>(topic, key, value));
    }

    /** @return where the record stands now */
    RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new AssertionError("The record was not taken by Kafka", failure);
        }
    }

    /** A CloudEvent in binary mode: what JSON leaves out stands in the headers. */
    void sendCloudEvent(String topic, String key, Map<String, String> headers, String json) {
        var record = new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    void item(String id, String scenario, String title) {
        send(
                Topics.ITEMS,
                id,
                "{\"item_id\":\"%s\",\"scenario\":\"%s\",\"title\":\"%s\"}".formatted(id, scenario, title));
    }

    void behavior(String eventId, String user, String scenario, String item) {
        send(
                Topics.BEHAVIORS,
                user,
                "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"%s\",\"item_id\":\"%s\",\"action\":\"purchase\",\"occurred_at\":%d}"
                        .formatted(eventId, user, scenario, item, System.currentTimeMillis()));
    }

    void request(String id, String user, String scenario) {
        send(
                Topics.REQUESTS,
                user,
                "{\"request_id\":\"%s\",\"user_id\":\"%s\",\"scenario\":\"%s\",\"include_profile\":true}"
                        .formatted(id, user, scenario));
    }

    /** Waits for the first list with this property among all that came so far and will come. */
    Recommendation awaitList(Predicate<Recommendation> wanted) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            poll();
            return lists.stream().anyMatch(wanted);
        });
        return lists.stream().filter(wanted).findFirst().orElseThrow();
    }

    Recommendation awaitAnswer(String cause, String scenario) {
        return awaitList(
                list -> cause.equals(list.getCausedBy()) && list.getScenario().equals(scenario));
    }

    List<ConsumerRecord<byte[], byte[]>> awaitDeadLetters(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            poll();
            return deadLetters.size() >= count;
        });
        return deadLetters;
    }

    void awaitTombstone(String user) {
        awaitTombstones(user, 1);
    }

    void awaitTombstones(String user, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            poll();
            return Collections.frequency(tombstones, user) >= count;
        });
    }

    List<String> tombstones() {
        return tombstones;
    }

    /** @return the header {@code traceparent} of the record that held this list, or null */
    @Nullable
    String traceOf(Recommendation list) {
        return traces.get(list.getRecommendationId());
    }

    List<Recommendation> lists() {
        poll();
        return lists;
    }

    /** Reads to what is the end of the topics for this consumer at the time of the call. */
    List<Recommendation> listsToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Awaitility.await().atMost(PATIENCE).until(() -> {
            poll();
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
        return lists;
    }

    /** Counts the records of any topic. */
    long size(String topic) {
        return consumer.endOffsets(partitions(topic)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Waits until the producer knows of this many partitions. */
    void awaitPartitions(String topic, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> producer.partitionsFor(topic).size() == count);
    }

    /** Reads one record of any topic. */
    byte[] value(String topic, int partition, long offset) {
        try (var reader = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "max.poll.records", 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var place = new TopicPartition(topic, partition);
            reader.assign(List.of(place));
            reader.seek(place, offset);
            return reader.poll(PATIENCE).iterator().next().value();
        }
    }

    private void poll() {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            if (record.topic().equals(Topics.DEAD_LETTERS)) {
                deadLetters.add(record);
            } else if (record.value() == null) {
                tombstones.add(new String(record.key(), StandardCharsets.UTF_8));
            } else {
                Recommendation list = read(record.value());
                lists.add(list);
                Header trace = record.headers().lastHeader("traceparent");
                if (trace != null) {
                    traces.put(list.getRecommendationId(), new String(trace.value(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    private Recommendation read(byte[] bytes) {
        try {
            return reader.read(bytes);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("The job wrote what its own schema cannot read", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
