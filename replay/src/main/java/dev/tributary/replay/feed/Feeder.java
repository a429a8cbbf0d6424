package dev.tributary.replay.feed;

import dev.tributary.replay.data.ReplayData;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Replays data into Kafka in two phases, so that the caller can wait for the items to be indexed in between. The schedule is open: a slow receiver does
 * not delay what is due, it only sees it late. One thread calls the phases, {@link #stop} is for any thread.
 */
public final class Feeder implements AutoCloseable {
    private final ReplayData data;
    private final FeederSettings settings;
    private final Producer<String, byte[]> producer;
    private final RecordSender sender;
    private final Timeline time;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final String run;
    private long itemsSent;

    Feeder(ReplayData data, FeederSettings settings, Producer<String, byte[]> producer, Timeline time) {
        this.data = data;
        this.settings = settings;
        this.producer = producer;
        this.sender = new RecordSender(producer, settings);
        this.time = time;
        this.run = Long.toString(time.now().toEpochMilli(), Character.MAX_RADIX);
    }

    /**
     * @param producerConfig at least {@code bootstrap.servers}; acknowledgement by all replicas, idempotence and the serializers are set here
     * @throws IllegalArgumentException saying what in the configuration does not do
     */
    public static Feeder open(ReplayData data, Map<String, ?> producerConfig, FeederSettings settings) {
        Map<String, Object> config = new HashMap<>(producerConfig);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new Feeder(data, settings, producer(config), Timeline.system());
    }

    private static Producer<String, byte[]> producer(Map<String, Object> config) {
        try {
            return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException("The producer's configuration does not do: " + cause.getMessage(), e);
        }
    }

    /**
     * Sends, at once, the items there were before the first behavior, and waits until Kafka has them.
     *
     * @throws KafkaException if Kafka does not take a record
     */
    public FeedCounts sendItems(FeedListener listener) {
        Instant first = firstBehavior();
        Duration shift = shift(first, time.now());
        try (Stream<Item> items = data.items()) {
            Iterator<Item> all = items.iterator();
            while (all.hasNext() && !isStopped()) {
                Item item = all.next();
                if (!LaterItems.isLater(item, first)) {
                    send(Rebase.item(item, shift), listener);
                }
            }
        }
        sender.flush();
        return sender.counts();
    }

    /**
     * Sends behaviors as they fall due, and before each the items published until then; returns when the data or a limit ends or after {@link #stop},
     * once Kafka has acknowledged all.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; what was sent stays sent
     * @throws KafkaException if Kafka does not take a record
     */
    public FeedCounts sendBehaviors(FeedListener listener) throws InterruptedException {
        try (Stream<Behavior> behaviors = data.behaviors()) {
            Iterator<Behavior> all = behaviors.limit(settings.maxBehaviors()).iterator();
            if (all.hasNext()) {
                send(all, listener);
            }
        }
        sender.flush();
        return sender.counts();
    }

    private void send(Iterator<Behavior> behaviors, FeedListener listener) throws InterruptedException {
        Behavior behavior = behaviors.next();
        Instant first = behavior.getOccurredAt();
        var later = LaterItems.of(data, first);
        var schedule = new Schedule(settings.speed(), settings.maxDuration(), first, time.now());
        for (long index = 0; ; index++) {
            Instant occurred = behavior.getOccurredAt();
            Instant due = schedule.due(index, occurred, time.now());
            time.await(schedule.orEnd(due), stop);
            if (isStopped() || schedule.isOver(due, time.now())) {
                return;
            }
            for (Item item : later.until(occurred)) {
                send(Rebase.item(item, shift(occurred, due)), listener);
            }
            Behavior present = settings.rebase() ? Rebase.behavior(behavior, due, run) : behavior;
            listener.behaviorSent(present, index + 1, due, time.now());
            sender.send(present);
            if (!behaviors.hasNext()) {
                return;
            }
            behavior = behaviors.next();
        }
    }

    private Duration shift(Instant recorded, Instant present) {
        return settings.rebase() && recorded.isBefore(Instant.MAX)
                ? Duration.between(recorded, present)
                : Duration.ZERO;
    }

    private void send(Item item, FeedListener listener) {
        sender.send(item);
        listener.itemSent(++itemsSent);
    }

    /** Ends the present phase soon and all later ones at once. */
    public void stop() {
        stop.countDown();
    }

    /** @return what Kafka has acknowledged so far */
    public FeedCounts counts() {
        return sender.counts();
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private Instant firstBehavior() {
        try (Stream<Behavior> behaviors = data.behaviors()) {
            return behaviors.findFirst().map(Behavior::getOccurredAt).orElse(Instant.MAX);
        }
    }

    @Override
    public void close() {
        stop();
        producer.close();
    }
}
