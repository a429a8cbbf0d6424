package dev.tributary.cli.pipeline;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.replay.feed.FeedListener;
import dev.tributary.replay.feed.Feeder;
import dev.tributary.replay.feed.FeederSettings;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** What the topics hold after a slice and, in the middle of it, {@link #BAD} went through the whole product. */
record Streamed(List<Recommendation> lists, List<Letter> deadLetters) {
    static final String BAD = "{\"event_id\":\"bad\",\"user_id\":";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * A dead letter and what its headers point at.
     *
     * @param origin the record itself
     * @param neighbors the behaviors just before and just after it in its partition
     */
    record Letter(Map<String, String> headers, String value, String origin, List<Behavior> neighbors) {}

    static Streamed through(Slice slice) throws InterruptedException {
        try (var tributary = EmbeddedTributary.start(FreePorts.ANY, settings(slice));
                var kafka = new KafkaClient(tributary.bootstrapServers());
                var feeder = Feeder.open(
                        slice, Map.of("bootstrap.servers", tributary.bootstrapServers()), FeederSettings.defaults())) {
            long items = feeder.sendItems(FeedListener.NONE).items();
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == items);
            feeder.sendBehaviors(badRecordInTheMiddle(slice, kafka));
            long lists = (long) slice.allBehaviors().size() * slice.scenarios().size();
            awaitLists(kafka, Trigger.BEHAVIOR, lists);
            awaitLists(kafka, Trigger.REQUEST, askForProfiles(slice, kafka));
            kafka.awaitDeadLetters(1);
            return new Streamed(List.copyOf(kafka.lists()), letters(kafka));
        }
    }

    private static FeedListener badRecordInTheMiddle(Slice slice, KafkaClient kafka) {
        return new FeedListener() {
            @Override
            public void behaviorSent(Behavior behavior, long sent, Instant due, Instant now) {
                if (sent == slice.allBehaviors().size() / 2) {
                    // what the feeder's producer still holds back must not come to stand behind the bad record
                    Awaitility.await().atMost(PATIENCE).until(() -> kafka.size(Topics.BEHAVIORS) == sent - 1);
                    kafka.send(Topics.BEHAVIORS, behavior.getUserId(), BAD);
                }
            }
        };
    }

    /** @return how many requests were sent: one per user and scenario */
    private static long askForProfiles(Slice slice, KafkaClient kafka) {
        List<String> users =
                slice.behaviors().map(Behavior::getUserId).distinct().toList();
        for (String user : users) {
            slice.scenarios().forEach(scenario -> kafka.request("ask-" + user + scenario.id(), user, scenario.id()));
        }
        return (long) users.size() * slice.scenarios().size();
    }

    private static void awaitLists(KafkaClient kafka, Trigger trigger, long wanted) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> kafka.lists().stream()
                                .filter(list -> list.getTrigger() == trigger)
                                .count()
                        >= wanted);
    }

    private static List<Letter> letters(KafkaClient kafka) {
        return kafka.awaitDeadLetters(1).stream()
                .map(letter -> letter(letter, kafka))
                .toList();
    }

    private static Letter letter(ConsumerRecord<byte[], byte[]> letter, KafkaClient kafka) {
        var headers = new HashMap<String, String>();
        letter.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        String topic = headers.getOrDefault(DeadLetterHeaders.TOPIC, "none");
        int partition = Integer.parseInt(headers.getOrDefault(DeadLetterHeaders.PARTITION, "none"));
        long offset = Long.parseLong(headers.getOrDefault(DeadLetterHeaders.OFFSET, "none"));
        return new Letter(
                headers,
                text(letter.value()),
                text(kafka.value(topic, partition, offset)),
                Stream.of(offset - 1, offset + 1)
                        .map(beside -> behavior(kafka.value(topic, partition, beside)))
                        .toList());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Behavior behavior(byte[] bytes) {
        try {
            return WireReader.of(Behavior.class).read(bytes);
        } catch (UnreadableRecordException e) {
            throw new AssertionError("The neighbor of the bad record is no behavior", e);
        }
    }

    static Configuration settings(Slice slice) {
        var scenarios = new ArrayList<Map<String, String>>();
        slice.scenarios()
                .forEach(scenario -> scenarios.add(Map.of(
                        "id", scenario.id(),
                        "description", scenario.description(),
                        "repeats", String.valueOf(scenario.repeats()))));
        var settings = new Configuration();
        settings.set(Scenario.SCENARIOS, scenarios);
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        // a busy machine must not make lists that lack a shard
        settings.setString("tributary.rank.timeout", "60 s");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
