package dev.tributary.job.relate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.ItemEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelateItemTest {
    private static final Duration IDLE_TTL = Duration.ofDays(1);

    @SuppressWarnings("NullAway.Init") // set before each test
    private KeyedTwoInputStreamOperatorTestHarness<String, BehaviorEvent, EncodedItem, RelatedBehavior> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new RelateItem(new RelateConfig(IDLE_TTL))),
                BehaviorEvent::itemId,
                encoded -> encoded.item().itemId(),
                Types.STRING);
        harness.setup();
        harness.setStateTtlProcessingTime(0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aBehaviorIsToldTheTitleAndItsNumberAmongTheVisits() throws Exception {
        item("pan", false);

        visit("pan");
        visit("pan");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan", "Title of pan");
        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 2L);
    }

    @Test
    void aBehaviorOnAnUnknownItemPassesWithoutTitle() throws Exception {
        visit("ghost");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("");
    }

    @Test
    void visitsAreForgottenAfterSilenceButTheItemIsNot() throws Exception {
        item("pan", false);
        visit("pan");
        harness.setStateTtlProcessingTime(IDLE_TTL.toMillis() + 1);

        visit("pan");

        assertThat(related()).extracting(RelatedBehavior::visits).containsExactly(1L, 1L);
        assertThat(related().get(1).title()).isEqualTo("Title of pan");
    }

    @Test
    void aRemovedItemIsUnknown() throws Exception {
        item("pan", false);
        visit("pan");
        item("pan", true);

        visit("pan");

        assertThat(related()).extracting(RelatedBehavior::title).containsExactly("Title of pan", "");
        assertThat(related().get(1).visits()).isEqualTo(1);
    }

    @Test
    void refusesToForgetAtOnce() {
        assertThatThrownBy(() -> new RelateConfig(Duration.ZERO))
                .hasMessage("tributary.relate.idle-ttl must be positive, got PT0S");
    }

    private void item(String id, boolean removed) throws Exception {
        harness.processElement2(new StreamRecord<>(new EncodedItem(
                new ItemEvent(id, "kitchen", "Title of " + id, List.of(), "", 0, Long.MAX_VALUE, removed), null)));
    }

    private void visit(String item) throws Exception {
        harness.processElement1(
                new StreamRecord<>(new BehaviorEvent("e", "u1", "kitchen", item, "purchase", "", 1_000, 1_000)));
    }

    private List<RelatedBehavior> related() {
        return harness.extractOutputValues();
    }
}
