package dev.tributary.replay.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeederTest {
    private static final Instant RECORDED = Instant.parse("2017-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final ManualTime time = new ManualTime();
    private final FeederSettings settings = FeederSettings.defaults();

    @Test
    void sendsItemsInThePhaseTheyBelongTo() throws Exception {
        Feeder feeder = feeder(settings);
        assertThat(feeder.sendItems(FeedListener.NONE)).isEqualTo(new FeedCounts(2, 0));
        assertThat(keys()).containsExactly("undated", "old");
        assertThat(feeder.sendBehaviors(FeedListener.NONE)).isEqualTo(new FeedCounts(3, 3));
        assertThat(keys()).containsExactly("undated", "old", "u0", "new", "u10", "u20");
    }

    @Test
    void sendsEachBehaviorWhenItIsDue() throws Exception {
        List<Instant> sent = new ArrayList<>();
        feeder(settings.withSpeed(Speed.parse("10x"))).sendBehaviors(new FeedListener() {
            @Override
            public void behaviorSent(Behavior behavior, long count, Instant due, Instant now) {
                assertThat(now).isEqualTo(due);
                sent.add(now);
            }
        });
        assertThat(sent).containsExactly(NOW, NOW.plusSeconds(1), NOW.plusSeconds(2));
    }

    @Test
    void aSlowReceiverDoesNotMoveWhatIsDue() throws Exception {
        List<Instant> due = new ArrayList<>();
        feeder(settings.withSpeed(Speed.parse("1/s"))).sendBehaviors(new FeedListener() {
            @Override
            public void behaviorSent(Behavior behavior, long count, Instant dueAt, Instant now) {
                due.add(dueAt);
                time.now = time.now.plusSeconds(60);
            }
        });
        assertThat(due).containsExactly(NOW, NOW.plusSeconds(1), NOW.plusSeconds(2));
    }

    @Test
    void rebasingMakesBehaviorsHappenWhenTheyAreDueAndKeepsTheAgeOfItems() throws Exception {
        Feeder feeder = feeder(settings.withSpeed(Speed.parse("10x")).withRebase(true));
        feeder.sendItems(FeedListener.NONE);
        feeder.sendBehaviors(FeedListener.NONE);
        assertThat(behaviors())
                .extracting(Behavior::getOccurredAt)
                .containsExactly(NOW, NOW.plusSeconds(1), NOW.plusSeconds(2));
        assertThat(items())
                .extracting(Item::getPublishedAt)
                .containsExactly(null, NOW.minusSeconds(100), NOW.plusSeconds(1).minusSeconds(5));
    }

    @Test
    void whatHappensAgainHasAnotherIdInEachReplay() throws Exception {
        feeder(settings.withRebase(true)).sendBehaviors(FeedListener.NONE);
        time.now = time.now.plusSeconds(1);
        feeder(settings.withRebase(true)).sendBehaviors(FeedListener.NONE);
        assertThat(behaviors())
                .extracting(Behavior::getEventId)
                .hasSize(6)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("e\\d+@\\w+"));
    }

    @Test
    void withoutRebasingTimesStayAsRecorded() throws Exception {
        feeder(settings.withFormat(WireFormat.JSON)).sendBehaviors(FeedListener.NONE);
        assertThat(behaviors())
                .extracting(Behavior::getOccurredAt)
                .containsExactly(RECORDED, RECORDED.plusSeconds(10), RECORDED.plusSeconds(20));
    }

    @Test
    void endsAtTheLimits() throws Exception {
        assertThat(feeder(settings.withMaxBehaviors(2))
                        .sendBehaviors(FeedListener.NONE)
                        .behaviors())
                .isEqualTo(2);
        FeederSettings brief = settings.withSpeed(Speed.REALTIME).withMaxDuration(Duration.ofSeconds(15));
        assertThat(feeder(brief).sendBehaviors(FeedListener.NONE).behaviors()).isEqualTo(2);
        assertThat(time.now).isEqualTo(NOW.plusSeconds(15));
    }

    @Test
    void stopsInTheMidst() throws Exception {
        Feeder feeder = feeder(settings);
        FeedCounts counts = feeder.sendBehaviors(new FeedListener() {
            @Override
            public void behaviorSent(Behavior behavior, long count, Instant due, Instant now) {
                feeder.stop();
            }
        });
        assertThat(counts.behaviors()).isEqualTo(1);
    }

    @Test
    void aRecordKafkaDoesNotTakeEndsTheReplay() {
        var refusing = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        Feeder feeder = new Feeder(new ThreeBehaviors(), settings, refusing, time);
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> feeder.sendItems(new FeedListener() {
                    @Override
                    public void itemSent(long sent) {
                        refusing.errorNext(new TimeoutException("no broker"));
                    }
                }))
                .withMessageContaining("no broker");
    }

    @Test
    void aFaultyConfigurationIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Feeder.open(new ThreeBehaviors(), Map.of("bootstrap.servers", "nonsense"), settings))
                .withMessageContaining("nonsense");
    }

    private Feeder feeder(FeederSettings settings) {
        return new Feeder(new ThreeBehaviors(), settings, kafka, time);
    }

    private List<String> keys() {
        return kafka.history().stream().map(ProducerRecord::key).toList();
    }

    private List<Behavior> behaviors() throws UnreadableRecordException {
        List<Behavior> behaviors = new ArrayList<>();
        for (var record : kafka.history()) {
            if (record.topic().equals(Topics.BEHAVIORS)) {
                behaviors.add(WireReader.of(Behavior.class).read(record.value()));
            }
        }
        return behaviors;
    }

    private List<Item> items() throws UnreadableRecordException {
        List<Item> items = new ArrayList<>();
        for (var record : kafka.history()) {
            if (record.topic().equals(Topics.ITEMS)) {
                items.add(WireReader.of(Item.class).read(record.value()));
            }
        }
        return items;
    }

    private static final class ManualTime implements Timeline {
        private Instant now = NOW;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void await(Instant due, CountDownLatch stop) {
            now = due.isAfter(now) ? due : now;
        }
    }

    /** One every ten seconds; one item is published between the first two. */
    private static final class ThreeBehaviors implements ReplayData {
        @Override
        public List<ScenarioSpec> scenarios() {
            return List.of(new ScenarioSpec("shop", "Things to buy.", "en", true));
        }

        @Override
        public Stream<Item> items() {
            return Stream.of(
                    item("undated", null),
                    item("new", RECORDED.plusSeconds(5)),
                    item("old", RECORDED.minusSeconds(100)));
        }

        @Override
        public Stream<Behavior> behaviors() {
            return Stream.of(0, 10, 20)
                    .map(seconds -> Behavior.newBuilder()
                            .setEventId("e" + seconds)
                            .setUserId("u" + seconds)
                            .setScenario("shop")
                            .setItemId("old")
                            .setAction("view")
                            .setOccurredAt(RECORDED.plusSeconds(seconds))
                            .build());
        }

        private static Item item(String id, @Nullable Instant published) {
            return Item.newBuilder()
                    .setItemId(id)
                    .setScenario("shop")
                    .setTitle(id)
                    .setPublishedAt(published)
                    .build();
        }
    }
}
