package dev.tributary.cli.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics on a thread of its own, without a consumer group: a little of what is there already, then what comes. Survives a Kafka that goes
 * away and comes back, and never falls far behind: what it cannot read in time it skips and counts.
 */
final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long SILENCE_NS = 2_000_000_000L;
    private static final long FAR_BEHIND = 50_000;
    private static final long PAUSE_MS = 1_000;

    private final Map<String, Object> config;
    private final Map<String, Integer> backlogs;
    private final Reader reader;
    private final Thread thread;
    /** Where each partition ended when it was first read: what comes after is live. */
    private final Map<TopicPartition, Long> liveFrom = new HashMap<>();
    /** Where reading goes on. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private volatile boolean closed;
    private volatile String trouble = "connecting";
    private long heardAt = System.nanoTime();

    /** Called by the thread of the feed. */
    interface Reader {
        /** @param live false for what was there before the feed began */
        void read(ConsumerRecord<byte[], byte[]> record, boolean live);

        /** Records that were passed over. */
        void skipped(String topic, long count);
    }

    /** @param backlogs topic to the number of its records per partition that are read although they are there already */
    TopicFeed(Map<String, ?> properties, Map<String, Integer> backlogs, Reader reader) {
        this.config = new HashMap<>(properties);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        this.backlogs = Map.copyOf(backlogs);
        this.reader = reader;
        this.thread = new Thread(this::run, "live-feed");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** @return empty while Kafka answers, else {@code connecting}, {@code gone} or {@code no-topics} */
    String trouble() {
        return trouble;
    }

    private void run() {
        while (!closed) {
            try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (InterruptException closing) {
                return;
            } catch (RuntimeException failure) {
                LOG.info("Reading failed, trying again", failure);
                trouble = "gone";
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        while (partitions.isEmpty() && !closed) {
            trouble = "no-topics";
            pause();
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        seek(consumer, partitions);
        trouble = "";
        heardAt = System.nanoTime();
        while (!closed) {
            var records = consumer.poll(POLL);
            records.forEach(this::read);
            if (!records.isEmpty()) {
                heardAt = System.nanoTime();
                trouble = "";
                skipWhatIsTooMuch(consumer, partitions);
            } else if (System.nanoTime() - heardAt > SILENCE_NS) {
                requireAnswer(consumer, partitions);
            }
        }
    }

    /** @return none until all topics are there */
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        var all = new ArrayList<TopicPartition>();
        for (String topic : backlogs.keySet()) {
            var found = consumer.partitionsFor(topic, PATIENCE);
            if (found.isEmpty()) {
                return List.of();
            }
            found.forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
        }
        return all;
    }

    /** The first time a little before the end, later where reading had stopped; what is not there any more counts as skipped. */
    private void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long begin = begins.getOrDefault(partition, 0L);
            Long stopped = next.get(partition);
            if (stopped == null || stopped > end) { // beyond the end: the topic was made anew
                liveFrom.put(partition, end);
                next.put(partition, Math.max(begin, end - backlogs.getOrDefault(partition.topic(), 0)));
            } else if (stopped < begin) {
                reader.skipped(partition.topic(), begin - stopped);
                next.put(partition, begin);
            }
            consumer.seek(partition, next.getOrDefault(partition, begin));
        }
    }

    /** Reading goes on behind the record even if it makes the reader fail. */
    private void read(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        next.put(partition, record.offset() + 1);
        reader.read(record, record.offset() >= liveFrom.getOrDefault(partition, 0L));
    }

    private void skipWhatIsTooMuch(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            long behind = consumer.currentLag(partition).orElse(0);
            if (behind > FAR_BEHIND) {
                long end = consumer.position(partition) + behind;
                next.put(partition, end);
                consumer.seek(partition, end);
                reader.skipped(partition.topic(), behind);
            }
        }
    }

    /** A consumer alone would wait for ever. */
    private void requireAnswer(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        try {
            consumer.endOffsets(partitions, PATIENCE);
            trouble = "";
        } catch (KafkaException silence) {
            trouble = "gone";
        }
        heardAt = System.nanoTime();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
