package dev.tributary.cli.kafka;

import dev.tributary.cli.CannotRunException;
import dev.tributary.job.Scenario;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.job.source.RawRecord;
import dev.tributary.job.source.RecordDecoder;
import dev.tributary.job.source.RefusedRecordException;
import dev.tributary.job.source.SourceConfig;
import dev.tributary.job.source.UserCommand;
import dev.tributary.replay.data.DerivedScenarios;
import dev.tributary.replay.data.Rejects;
import dev.tributary.replay.data.Rejects.Reject;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Erasure;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.UnreadableRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What lies in the topics of items and behaviors, read once and held. Records are decoded and checked as the job does it, and those it would refuse are
 * left out. Of an item the newest record counts, and none after a tombstone; a behavior that is there twice counts once; what a user did before
 * the user was erased does not count.
 *
 * <p>Behaviors are ordered by the time they say; of equal times the earlier Kafka record comes first.
 */
public final class RecordedData implements ReplayData {
    private final List<ScenarioSpec> scenarios;
    private final List<Item> items;
    private final List<Behavior> behaviors;
    private final Rejects rejects;

    private RecordedData(Reading reading, Map<String, Scenario> configured) {
        items = List.copyOf(reading.items.values());
        behaviors = reading.sorted();
        rejects = new Rejects(reading.refusedItems, reading.refusedBehaviors, reading.firstRefused);
        scenarios = configured.isEmpty()
                ? DerivedScenarios.of(this)
                : configured.values().stream().map(RecordedData::spec).toList();
    }

    /**
     * @param configured scenarios by id; if there are none, they are guessed from the items
     * @param range of the behaviors; items and erasures are read whole
     * @throws CannotRunException if a topic is missing, or there is no item or no behavior in it
     */
    public static RecordedData read(
            KafkaAccess kafka, SourceConfig source, Map<String, Scenario> configured, TopicRange range) {
        TopicNames topics = kafka.topics();
        var reader = new TopicReader(kafka.properties());
        var reading = new Reading(source, configured);
        reader.read(topics.items(), TopicRange.ALL, reading::item);
        reading.require(!reading.items.isEmpty(), "item", topics.items());
        reader.readIfThere(topics.erasures(), TopicRange.ALL, reading::erasure);
        reader.read(topics.behaviors(), range, reading::behavior);
        reading.require(!reading.behaviors.isEmpty(), "behavior", topics.behaviors());
        return new RecordedData(reading, configured);
    }

    private static ScenarioSpec spec(Scenario scenario) {
        return new ScenarioSpec(scenario.id(), scenario.description(), scenario.language(), scenario.repeats());
    }

    @Override
    public List<ScenarioSpec> scenarios() {
        return scenarios;
    }

    /** @return by id */
    @Override
    public Stream<Item> items() {
        return items.stream();
    }

    @Override
    public Stream<Behavior> behaviors() {
        return behaviors.stream();
    }

    @Override
    public Rejects rejects() {
        return rejects;
    }

    /** A behavior and the record that it was. */
    private record Sent(Behavior behavior, long timestamp, int partition, long offset) {
        static final Comparator<Sent> IN_TIME = Comparator.comparing((Sent sent) -> sent.behavior.getOccurredAt())
                .thenComparingLong(Sent::timestamp)
                .thenComparingInt(Sent::partition)
                .thenComparingLong(Sent::offset);
    }

    private record Event(String user, String id) {}

    /** What was read so far. */
    private static final class Reading {
        private static final int SHOWN = 3;

        private final RecordDecoder<Item, ItemEvent> itemDecoder;
        private final RecordDecoder<Behavior, BehaviorEvent> behaviorDecoder;
        private final RecordDecoder<Erasure, UserCommand> erasureDecoder;
        private final Map<String, Item> items = new TreeMap<>();
        private final List<Sent> behaviors = new ArrayList<>();
        private final Set<Event> events = new HashSet<>();
        /** By user: epoch milliseconds of the newest erasure's record. */
        private final Map<String, Long> erasedAt = new HashMap<>();

        private final List<Reject> firstRefused = new ArrayList<>();
        private long refusedItems;
        private long refusedBehaviors;

        Reading(SourceConfig source, Map<String, Scenario> scenarios) {
            itemDecoder = RecordDecoder.items(source, scenarios);
            behaviorDecoder = RecordDecoder.behaviors(source, scenarios);
            erasureDecoder = RecordDecoder.erasures(source, scenarios);
        }

        void item(ConsumerRecord<byte[], byte[]> record) {
            refusedItems += take(record, this::item);
        }

        void behavior(ConsumerRecord<byte[], byte[]> record) {
            refusedBehaviors += take(record, this::behavior);
        }

        /** One that the job would refuse erases nobody there either. */
        void erasure(ConsumerRecord<byte[], byte[]> record) {
            take(record, raw -> erasedAt.merge(erasureDecoder.decode(raw).userId(), raw.timestamp(), Math::max));
        }

        private void item(RawRecord raw) throws UnreadableRecordException, RefusedRecordException {
            if (raw.value() == null) {
                items.remove(itemDecoder.decode(raw).itemId());
                return;
            }
            Item item = itemDecoder.read(raw);
            ItemEvent checked = itemDecoder.check(item, raw);
            item.setTitle(checked.title());
            item.setCategories(checked.categories());
            if (item.getPublishedAt() != null) {
                item.setPublishedAt(Instant.ofEpochMilli(checked.publishedAt()));
            }
            items.put(checked.itemId(), item);
        }

        private void behavior(RawRecord raw) throws UnreadableRecordException, RefusedRecordException {
            Behavior behavior = behaviorDecoder.read(raw);
            BehaviorEvent checked = behaviorDecoder.check(behavior, raw);
            behavior.setOccurredAt(Instant.ofEpochMilli(checked.occurredAt()));
            boolean erased = raw.timestamp() <= erasedAt.getOrDefault(checked.userId(), Long.MIN_VALUE);
            if (!erased && events.add(new Event(checked.userId(), checked.eventId()))) {
                behaviors.add(new Sent(behavior, raw.timestamp(), raw.partition(), raw.offset()));
            }
        }

        /** @return how many were refused, 0 or 1 */
        private int take(ConsumerRecord<byte[], byte[]> record, Taker taker) {
            RawRecord raw = RawRecord.of(record);
            try {
                taker.take(raw);
                return 0;
            } catch (UnreadableRecordException e) {
                return refuse(raw, e.reason(), String.valueOf(e.getMessage()));
            } catch (RefusedRecordException e) {
                return refuse(raw, e.reason(), String.valueOf(e.getMessage()));
            }
        }

        private int refuse(RawRecord raw, String reason, String message) {
            if (firstRefused.size() < SHOWN) {
                firstRefused.add(new Reject(raw.topic() + "-" + raw.partition(), raw.offset(), reason, message));
            }
            return 1;
        }

        List<Behavior> sorted() {
            return behaviors.stream().sorted(Sent.IN_TIME).map(Sent::behavior).toList();
        }

        void require(boolean found, String what, String topic) {
            if (!found) {
                throw new CannotRunException("The topic " + topic + " holds no " + what + " that could be taken"
                        + (firstRefused.isEmpty()
                                ? ""
                                : "; the first refused: "
                                        + firstRefused
                                                .get(firstRefused.size() - 1)
                                                .message())
                        + ". Send some with `tributary replay`, or read another part with --from and --to.");
            }
        }

        private interface Taker {
            void take(RawRecord raw) throws UnreadableRecordException, RefusedRecordException;
        }
    }
}
