package dev.tributary.cli.live;

import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Revision;
import dev.tributary.schemas.Trigger;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the records of all topics. Counts every one; decodes those of watched users, and of others as many as there is time for. For the thread
 * of the feed.
 */
final class Reading implements TopicFeed.Reader {
    /** Records of users nobody watches that are decoded within a second. */
    private static final int BUDGET = 2_000;

    private static final long SECOND_NS = 1_000_000_000L;

    private final WireReader<Behavior> behaviors = WireReader.of(Behavior.class);
    private final WireReader<Item> items = WireReader.of(Item.class);
    private final WireReader<Recommendation> lists = WireReader.of(Recommendation.class);
    private final TopicNames topics;
    private final Catalog catalog;
    private final People people;
    private final Traffic traffic;
    private final Clicks clicks;
    private final Refusals refusals;
    private final @Nullable Questions questions;
    private int budget;
    private long budgetSince = System.nanoTime() - SECOND_NS;

    Reading(
            TopicNames topics,
            Catalog catalog,
            People people,
            Traffic traffic,
            Clicks clicks,
            Refusals refusals,
            @Nullable Questions questions) {
        this.topics = topics;
        this.catalog = catalog;
        this.people = people;
        this.traffic = traffic;
        this.clicks = clicks;
        this.refusals = refusals;
        this.questions = questions;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, boolean live) {
        long one = live ? 1 : 0;
        if (record.topic().equals(topics.behaviors())) {
            traffic.behaviors(one, System.currentTimeMillis());
            if (isWanted(record, live)) {
                behavior(record);
            }
        } else if (record.topic().equals(topics.recommendations())) {
            if (record.value() == null) {
                people.forget(key(record));
            } else if (isWanted(record, live)) {
                list(record, one);
            } else {
                traffic.lists(one);
            }
        } else if (record.topic().equals(topics.items())) {
            if (record.value() != null && isWanted(record, live)) {
                item(record);
            }
        } else {
            traffic.deadLetters(one);
            refusals.read(record);
        }
    }

    @Override
    public void skipped(String topic, long count) {
        if (topic.equals(topics.behaviors())) {
            traffic.behaviors(count, System.currentTimeMillis());
        } else if (topic.equals(topics.recommendations())) {
            traffic.lists(count);
        } else if (topic.equals(topics.deadLetters())) {
            traffic.deadLetters(count);
        }
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record, boolean live) {
        if (!live || people.isWatched(key(record))) {
            return true;
        }
        long now = System.nanoTime();
        if (now - budgetSince > SECOND_NS) {
            budgetSince = now;
            budget = BUDGET;
        }
        return budget-- > 0;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private void behavior(ConsumerRecord<byte[], byte[]> record) {
        Behavior behavior = decode(behaviors, record);
        if (behavior != null) {
            traffic.began(behavior.getEventId(), record.timestamp());
            people.did(behavior.getUserId(), ShownBehavior.of(behavior, catalog));
        }
    }

    private void item(ConsumerRecord<byte[], byte[]> record) {
        Item item = decode(items, record);
        if (item != null) {
            catalog.put(item);
        }
    }

    private void list(ConsumerRecord<byte[], byte[]> record, long one) {
        Recommendation list = decode(lists, record);
        if (list == null) {
            return;
        }
        catalog.put(list);
        if (list.getTrigger() == Trigger.REQUEST) {
            answer(list);
            return;
        }
        traffic.lists(one);
        people.show(ShownList.of(list));
        if (list.getCausedBy() != null && list.getTrigger() == Trigger.BEHAVIOR) {
            traffic.answered(list.getCausedBy(), record.timestamp());
            clicks.answered(list.getCausedBy(), list.getUserId(), list.getScenario(), System.nanoTime())
                    .forEach(result -> people.measured(list.getUserId(), result));
        }
    }

    /** Answers to others are passed over: they may hold only some candidates. */
    private void answer(Recommendation list) {
        String purpose = list.getContext().getOrDefault(Acts.MARK, "");
        boolean isList = purpose.equals(Acts.Purpose.LIST.name());
        if (isList) {
            people.show(ShownList.of(list));
        }
        if (questions != null) {
            String item = list.getContext().getOrDefault(Acts.MARK + ".about", "");
            if (isList) {
                questions.shown(list, item);
            } else if (purpose.equals(Acts.Purpose.FIND.name())) {
                questions.found(list, item, System.nanoTime());
            } else if (purpose.equals(Acts.Purpose.PLACE.name())) {
                questions.placed(list, item);
            }
        }
        if (list.getProfileText() != null) {
            people.describe(list.getUserId(), list.getProfileText(), Revision.of(list));
        }
    }

    /** @return null for what cannot be read: the job makes a dead letter of it */
    private static <T extends SpecificRecord> @Nullable T decode(
            WireReader<T> reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return reader.read(record.value());
        } catch (UnreadableRecordException unreadable) {
            return null;
        }
    }
}
