package dev.tributary.job.relate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.job.state.WriteBehindCoOperator;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelateItemTest {
    private static final Duration IDLE_TTL = Duration.ofDays(1);
    private static final Duration ITEM_WAIT = Duration.ofSeconds(3);
    private static final long WAIT_MS = ITEM_WAIT.toMillis();

    @SuppressWarnings("NullAway.Init") // set before each test
    private KeyedTwoInputStreamOperatorTestHarness<String, BehaviorEvent, EncodedItem, RelatedBehavior> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(ITEM_WAIT);
        harness.open();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, BehaviorEvent, EncodedItem, RelatedBehavior> harness(
            Duration itemWait) throws Exception {
        return harness(itemWait, 0);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, BehaviorEvent, EncodedItem, RelatedBehavior> harness(
            Duration itemWait, int inMemory) throws Exception {
        var made = new KeyedTwoInputStreamOperatorTestHarness<>(
                new WriteBehindCoOperator<>(new RelateItem(new RelateConfig(IDLE_TTL, itemWait, inMemory))),
                BehaviorEvent::itemId,
                (EncodedItem encoded) -> encoded.item().itemId(),
                Types.STRING);
        made.setup();
        made.setStateTtlProcessingTime(0);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aBehaviorIsToldTheTitleAndItsNumberAmongTheVisits() throws Exception {
        item("pan", false);

        visit("e1", "pan");
        visit("e2", "pan");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan", "Title of pan");
        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 2L);
    }

    @Test
    void behaviorsThatOvertookTheirItemGoOnWithItsTextAndInOrderAsSoonAsItComes() throws Exception {
        visit("e1", "pan");
        visit("e2", "pan");
        visit("e3", "pan");
        harness.setProcessingTime(WAIT_MS - 1);
        assertThat(related()).isEmpty();

        item("pan", false);

        assertThat(events()).containsExactly("e1", "e2", "e3");
        assertThat(related()).extracting(RelatedBehavior::title).containsOnly("Title of pan");
        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 2L, 3L);
        harness.setProcessingTime(10 * WAIT_MS);
        assertThat(events()).as("nothing comes a second time").hasSize(3);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void behaviorsOnAnItemThatNeverComesGoOnWithoutTextAfterTheWaitAndLeaveNothingButTheirNumber() throws Exception {
        visit("e1", "ghost");
        harness.setProcessingTime(WAIT_MS / 2);
        visit("e2", "ghost");
        harness.setProcessingTime(WAIT_MS - 1);
        assertThat(related()).isEmpty();

        harness.setProcessingTime(WAIT_MS);

        assertThat(events()).containsExactly("e1", "e2");
        assertThat(related()).extracting(RelatedBehavior::title).containsOnly("");
        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 2L);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void anItemIsWaitedForOnce() throws Exception {
        visit("e1", "ghost");
        harness.setProcessingTime(WAIT_MS);

        visit("e2", "ghost");

        assertThat(events()).containsExactly("e1", "e2");
    }

    @Test
    void anItemThatComesAfterTheWaitIsToldToTheNextBehavior() throws Exception {
        visit("e1", "pan");
        harness.setProcessingTime(WAIT_MS);
        item("pan", false);

        visit("e2", "pan");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("", "Title of pan");
        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 2L);
    }

    @Test
    void aDuplicateWaitsAsWell() throws Exception {
        visit("e1", "pan");
        visit("e1", "pan");

        item("pan", false);

        assertThat(events()).as("the profile drops it, not this stage").containsExactly("e1", "e1");
    }

    @Test
    void onlyTheBehaviorsOnTheItemThatCameGoOn() throws Exception {
        visit("e1", "pan");
        visit("e2", "pot");

        item("pot", false);

        assertThat(events()).containsExactly("e2");
    }

    @Test
    void itemsInMemoryAreWrittenBeforeACheckpointAndWhenTheyMustLeave() throws Exception {
        harness.close();
        harness = harness(ITEM_WAIT, 2);
        harness.open();
        for (String item : List.of("pan", "pot", "lid")) { // one more than there is room for
            item(item, false);
            visit("1-" + item, item);
        }
        visit("2-pan", "pan");
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(ITEM_WAIT, 2);
        harness.initializeState(snapshot);
        harness.open();

        for (String item : List.of("pan", "pot", "lid")) {
            visit("3-" + item, item);
        }

        assertThat(related())
                .extracting(RelatedBehavior::title)
                .containsExactly("Title of pan", "Title of pot", "Title of lid");
        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(3L, 2L, 2L);
    }

    @Test
    void waitingBehaviorsSurviveARestart() throws Exception {
        visit("e1", "pan");
        visit("e2", "pan");
        visit("e3", "ghost");
        restart();
        assertThat(related()).isEmpty();

        item("pan", false);
        assertThat(events()).containsExactly("e1", "e2");
        assertThat(related()).extracting(RelatedBehavior::title).containsOnly("Title of pan");

        harness.setProcessingTime(WAIT_MS);
        assertThat(events()).containsExactly("e1", "e2", "e3");
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness(ITEM_WAIT);
        harness.initializeState(state);
        harness.open();
    }

    @Test
    void nothingWaitsWhereTheWaitIsZero() throws Exception {
        harness.close();
        harness = harness(Duration.ZERO);
        harness.open();

        visit("e1", "ghost");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("");
    }

    @Test
    void visitsAreForgottenAfterSilenceButTheItemIsNot() throws Exception {
        item("pan", false);
        visit("e1", "pan");
        harness.setStateTtlProcessingTime(IDLE_TTL.toMillis() + 1);

        visit("e2", "pan");

        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 1L);
        assertThat(related().get(1).title()).isEqualTo("Title of pan");
    }

    @Test
    void aRemovedItemIsUnknown() throws Exception {
        item("pan", false);
        visit("e1", "pan");
        item("pan", true);

        visit("e2", "pan");
        harness.setProcessingTime(WAIT_MS);

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan", "");
        assertThat(related().get(1).visits()).isEqualTo(1);
    }

    @Test
    void aRemovalEndsTheWait() throws Exception {
        visit("e1", "pan");

        item("pan", true);

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("");
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void behaviorsOnAnExpiredItemAreToldItsTitleForTheTimeThatVisitsAreCountedAndNothingIsLeftThen() throws Exception {
        item("pan", 1_000, false);
        restart();
        harness.setProcessingTime(1_000 + IDLE_TTL.toMillis() - 1);
        visit("e1", "pan");
        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan");

        harness.setProcessingTime(1_000 + IDLE_TTL.toMillis());
        visit("e2", "pan");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan", "");
        assertThat(harness.numKeyedStateEntries()).as("the number of visits").isOne();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aLaterRecordOfAnItemThatExpiresKeepsIt() throws Exception {
        item("pan", 1_000, false);
        item("pan", false);
        harness.setProcessingTime(1_000 + IDLE_TTL.toMillis());

        visit("e1", "pan");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan");
    }

    @Test
    void refusesToForgetAtOnce() {
        assertThatThrownBy(() -> new RelateConfig(Duration.ZERO, ITEM_WAIT, 0))
                .hasMessage("tributary.relate.idle-ttl must be positive, got PT0S");
    }

    @Test
    void refusesToWaitForDays() {
        assertThatThrownBy(() -> new RelateConfig(IDLE_TTL, Duration.ofDays(2), 0))
                .hasMessage("tributary.relate.item-wait must be from 0 to 1 h, got PT48H");
    }

    private void item(String id, boolean removed) throws Exception {
        item(id, Long.MAX_VALUE, removed);
    }

    private void item(String id, long expiresAt, boolean removed) throws Exception {
        harness.processElement2(new StreamRecord<>(new EncodedItem(
                new ItemEvent(id, "kitchen", "Title of " + id, List.of(), "", 0, 0, expiresAt, removed), null)));
    }

    private void visit(String event, String item) throws Exception {
        harness.processElement1(new StreamRecord<>(
                new BehaviorEvent(event, "u1", "kitchen", item, "purchase", "", 1_000, 1_000, null)));
    }

    private List<String> events() {
        return related().stream().map(behavior -> behavior.event().eventId()).toList();
    }

    private List<RelatedBehavior> related() {
        return harness.extractOutputValues();
    }
}
