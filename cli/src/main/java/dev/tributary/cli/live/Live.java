package dev.tributary.cli.live;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.TopicNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running Tributary, followed through its Kafka topics. Holds the newest of everything within fixed bounds. Safe for use by many threads.
 */
public final class Live implements AutoCloseable {
    private final Catalog catalog = new Catalog();
    private final People people = new People();
    private final Traffic traffic = new Traffic();
    private final Clicks clicks = new Clicks();
    private final Refusals refusals;
    private final TopicFeed feed;
    private final FlowMeter meter;
    /** Null where nothing may be written. */
    private final @Nullable Acts acts;

    private final @Nullable Questions questions;

    /**
     * @param scenarios that are known beforehand; others become known by their lists
     * @param readOnly whether nothing may be written, not even requests
     */
    public Live(KafkaAccess kafka, Stages stages, List<String> scenarios, boolean readOnly) {
        people.expect(scenarios);
        refusals = new Refusals(people, traffic);
        acts = readOnly ? null : new Acts(kafka, refusals);
        questions = acts == null ? null : new Questions(acts, people);
        feed = new TopicFeed(
                kafka.properties(),
                backlogs(kafka.topics()),
                new Reading(kafka.topics(), catalog, people, traffic, clicks, refusals, questions));
        meter = new FlowMeter(feed, traffic, people, stages);
        feed.start();
        meter.start();
    }

    /** @return topic to the number of its records per partition that are read although they are there already */
    private static Map<String, Integer> backlogs(TopicNames topics) {
        return Map.of(
                topics.behaviors(),
                300,
                topics.items(),
                2_000,
                topics.recommendations(),
                1_000,
                topics.deadLetters(),
                5);
    }

    public Flow flow() {
        return meter.flow();
    }

    /** @return scenarios that have lists, or are about to */
    public List<String> scenarios() {
        return people.scenarios();
    }

    public List<String> find(String text, int most) {
        return people.find(text, most);
    }

    /** @param user whose lists are wanted, empty for nobody's */
    public Watcher watch(String user) {
        Watcher watcher = people.watch(user);
        if (questions != null && !user.isEmpty()) {
            questions.arrived(user);
        }
        return watcher;
    }

    public void leave(Watcher watcher) {
        people.leave(watcher);
    }

    /**
     * Writes a behavior; what comes of it is told to those who watch the user.
     *
     * @param startedNs {@link System#nanoTime} when the person acted
     * @return the event's id
     */
    public String act(
            String user, String scenario, String item, String action, @Nullable String causedBy, long startedNs) {
        String event = "page-" + UUID.randomUUID();
        clicks.began(event, user, startedNs);
        writing().behave(event, user, scenario, item, action, causedBy);
        return event;
    }

    /**
     * Writes an item, and asks for the user's list until the item can be found.
     *
     * @return the item's id
     */
    public String add(String user, String scenario, String title, long startedNs) {
        String item = "page-" + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
        writing().add(item, user, scenario, title);
        if (questions != null) {
            questions.find(item, user, scenario, startedNs);
        }
        return item;
    }

    /** Makes a scenario known, and asks for its list. */
    public void expect(String user, String scenario) {
        people.expect(List.of(scenario));
        if (questions != null) {
            questions.arrived(user);
        }
    }

    private Acts writing() {
        if (acts == null) {
            throw new IllegalStateException("This page is read-only.");
        }
        return acts;
    }

    @Override
    public void close() {
        feed.close();
        meter.close();
        if (questions != null) {
            questions.close();
        }
        if (acts != null) {
            acts.close();
        }
    }
}
