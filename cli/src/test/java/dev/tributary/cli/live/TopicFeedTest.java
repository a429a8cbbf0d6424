package dev.tributary.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.SharedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TopicFeedTest implements TopicFeed.Reader {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<String> live = new CopyOnWriteArrayList<>();
    private final List<Long> skipped = new CopyOnWriteArrayList<>();
    private volatile Runnable atFive = () -> {};

    @Test
    void goesOnWhereItStoppedWhenKafkaFailedAndTellsOfTheTrouble() throws Exception {
        createTopic("feed-fails");
        write("feed-fails", 1, 3);
        var troubles = new ArrayList<String>();
        try (var feed = new TopicFeed(SharedKafka.properties(), Map.of("feed-fails", 2), this)) {
            atFive = () -> {
                throw new KafkaException("the connection is lost");
            };
            feed.start();
            Awaitility.await().atMost(PATIENCE).until(() -> read.size() == 2);

            write("feed-fails", 4, 9);

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> {
                        troubles.add(feed.trouble());
                        return read.size() == 8;
                    });
            assertThat(troubles).contains("gone");
            Awaitility.await().atMost(PATIENCE).until(() -> feed.trouble().isEmpty());
        }
        assertThat(read).containsExactly("2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(live).containsExactly("4", "5", "6", "7", "8", "9");
        assertThat(skipped).isEmpty();
    }

    @Test
    void aRecordThatTheReaderCannotTakeStopsNothing() throws Exception {
        createTopic("feed-reader");
        try (var feed = new TopicFeed(SharedKafka.properties(), Map.of("feed-reader", 0), this)) {
            atFive = () -> {
                throw new IllegalStateException("unforeseen");
            };
            feed.start();
            Awaitility.await().atMost(PATIENCE).until(() -> feed.trouble().isEmpty());

            write("feed-reader", 4, 6);

            Awaitility.await().atMost(PATIENCE).until(() -> read.contains("6"));
        }
        assertThat(read).containsExactly("4", "5", "6");
    }

    @Test
    void countsAsSkippedWhatKafkaDeletedMeanwhile() throws Exception {
        createTopic("feed-deleted");
        try (var feed = new TopicFeed(SharedKafka.properties(), Map.of("feed-deleted", 0), this)) {
            atFive = () -> {
                delete("feed-deleted", 4);
                throw new KafkaException("the connection is lost");
            };
            feed.start();
            Awaitility.await().atMost(PATIENCE).until(() -> feed.trouble().isEmpty());

            write("feed-deleted", 4, 9);

            Awaitility.await().atMost(PATIENCE).until(() -> read.contains("9"));
        }
        assertThat(read).containsExactly("4", "5", "8", "9");
        assertThat(skipped).containsExactly(2L);
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, boolean isLive) {
        String text = new String(record.value(), UTF_8);
        read.add(text);
        if (isLive) {
            live.add(text);
        }
        if (text.equals("5")) {
            atFive.run();
        }
    }

    @Override
    public void skipped(String topic, long count) {
        skipped.add(count);
    }

    private static void createTopic(String topic) throws Exception {
        try (var admin = Admin.create(SharedKafka.properties())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void delete(String topic, long before) {
        try (var admin = Admin.create(SharedKafka.properties())) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** In one batch, so that what comes after the fifth has been fetched when reading stops. */
    private static void write(String topic, int first, int last) {
        try (var producer =
                new KafkaProducer<>(SharedKafka.properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = first; i <= last; i++) {
                producer.send(new ProducerRecord<>(topic, Integer.toString(i).getBytes(UTF_8)));
            }
        }
    }
}
