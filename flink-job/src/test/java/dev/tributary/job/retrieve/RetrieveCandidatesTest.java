package dev.tributary.job.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.profile.Query;
import dev.tributary.job.profile.Visit;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.UserProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrieveCandidatesTest {
    private static final Duration EARLY_VISITS_TTL = Duration.ofDays(7);
    private static final int EARLY_VISITS = 32;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    /** After the moment that queries are for. */
    private static final long EXPIRES_AT = 20_000;

    @SuppressWarnings("NullAway.Init") // set before each test
    private KeyedBroadcastOperatorTestHarness<String, ItemUpdate, Query, ShardAnswer> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedBroadcastOperatorTestHarness<String, ItemUpdate, Query, ShardAnswer> harness()
            throws Exception {
        var retrieve = new RetrieveCandidates(
                new RetrieveConfig(10, 10, EARLY_VISITS_TTL), EncodeConfig.from(new Configuration()));
        var made = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(retrieve, List.of(RetrieveCandidates.QUERIES)),
                ItemUpdate::itemId,
                Types.STRING,
                1,
                1,
                0);
        made.setup();
        made.setStateTtlProcessingTime(0);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void everyVisitOfAnItemCounts() throws Exception {
        put("pan");

        visit("pan", 100);

        assertThat(visitsOf("pan")).isEqualTo(100);
    }

    @Test
    void visitsThatCameBeforeTheItemCount() throws Exception {
        visit("pan", 3);
        put("pan");
        visit("pan", 2);

        assertThat(visitsOf("pan")).isEqualTo(5);
    }

    @Test
    void ofAnIdWithoutAnItemOnlyTheLatestVisitsAreKept() throws Exception {
        visit("pan", 1_000);

        put("pan");

        assertThat(visitsOf("pan")).isEqualTo(EARLY_VISITS);
    }

    @Test
    void anIdWithoutAnItemIsForgotten() throws Exception {
        visit("pan", 3);
        harness.setStateTtlProcessingTime(EARLY_VISITS_TTL.toMillis() + 1);

        put("pan");

        assertThat(visitsOf("pan")).isZero();
    }

    @Test
    void visitsOfAnItemAreNotForgotten() throws Exception {
        put("pan");
        visit("pan", 3);
        restart();
        harness.setStateTtlProcessingTime(EARLY_VISITS_TTL.toMillis() + 1);

        assertThat(visitsOf("pan")).isEqualTo(3);
    }

    @Test
    void aRemovedItemBeginsAnew() throws Exception {
        visit("pan", 3);
        put("pan");
        visit("pan", 40);
        update(item("pan", true));

        put("pan");

        assertThat(visitsOf("pan")).isZero();
    }

    @Test
    void visitsCountAcrossARestartWhetherTheItemWasThereOrNot() throws Exception {
        put("known");
        visit("known", 40);
        visit("unknown", 3);
        restart();
        visit("known", 2); // before the first query, when there is no index yet
        visit("unknown", 2);
        put("unknown");

        assertThat(visitsOf("known")).isEqualTo(42);
        assertThat(visitsOf("unknown")).isEqualTo(5);
    }

    @Test
    void anItemThatMovesBeginsAnewAlsoAfterARestart() throws Exception {
        update(item("pan", "food", Long.MAX_VALUE, false));
        visit("pan", 40);

        put("pan");
        visit("pan", 2);

        assertThat(visitsOf("pan")).isEqualTo(2);
        restart();
        assertThat(visitsOf("pan")).isEqualTo(2);
    }

    @Test
    void anItemLeavesADayAfterItExpiredWithAllThatVisitsTaughtAboutItAlsoAfterARestart() throws Exception {
        putUntil(EXPIRES_AT);
        visit("pan", 3);
        restart();

        harness.setProcessingTime(EXPIRES_AT + DAY_MS - 1);
        assertThat(visitsOf("pan")).isEqualTo(3);

        harness.setProcessingTime(EXPIRES_AT + DAY_MS);
        assertThat(search("pan")).isEmpty();
        restart();
        assertThat(search("pan")).isEmpty();
        put("pan");
        assertThat(visitsOf("pan")).isZero();
    }

    @Test
    void anItemThatHadExpiredWhenItsRecordCameIsThereForADay() throws Exception {
        long now = EXPIRES_AT + 10 * DAY_MS;
        harness.setProcessingTime(now);
        putUntil(EXPIRES_AT);

        harness.setProcessingTime(now + DAY_MS - 1);
        assertThat(search("pan")).hasSize(1);

        harness.setProcessingTime(now + DAY_MS);
        assertThat(search("pan")).isEmpty();
    }

    @Test
    void theNewestRecordSaysWhenAnItemExpires() throws Exception {
        putUntil(EXPIRES_AT);
        putUntil(2 * EXPIRES_AT);
        harness.setProcessingTime(EXPIRES_AT + DAY_MS);
        assertThat(search("pan")).hasSize(1);

        put("pan");
        harness.setProcessingTime(100 * DAY_MS);
        assertThat(search("pan")).hasSize(1);

        putUntil(EXPIRES_AT);
        update(item("pan", true));
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void anItemThatExpiresWhenTimeEndsStays() throws Exception {
        putUntil(Long.MAX_VALUE - 1);

        assertThat(search("pan")).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    private void putUntil(long expiresAt) throws Exception {
        update(item("pan", "kitchen", expiresAt, false));
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
    }

    @Test
    void refusesToForgetAtOnce() {
        assertThatThrownBy(() -> new RetrieveConfig(1, 1, Duration.ZERO))
                .hasMessage("tributary.retrieve.early-visits-ttl must be positive, got PT0S");
    }

    private void put(String id) throws Exception {
        update(item(id, false));
    }

    private static ItemUpdate item(String id, boolean removed) {
        return item(id, "kitchen", Long.MAX_VALUE, removed);
    }

    private static ItemUpdate item(String id, String scenario, long expiresAt, boolean removed) {
        return ItemUpdate.of(new EncodedItem(
                new ItemEvent(id, scenario, "Title of " + id, List.of(), "", 0, 0, expiresAt, removed), null));
    }

    private void visit(String id, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            update(ItemUpdate.of(new Visit(id, 1_000 + i, new long[0])));
        }
    }

    private void update(ItemUpdate update) throws Exception {
        harness.processElement(new StreamRecord<>(update));
    }

    /** Asks for the item, and reads the number of visits from its popularity. */
    private long visitsOf(String id) throws Exception {
        float popularity = search(id).get(0).signals()[Signal.POPULARITY_ALL.ordinal()];
        return Math.round(Math.expm1(popularity));
    }

    private List<Candidate> search(String id) throws Exception {
        harness.processBroadcastElement(new StreamRecord<>(query(id)));
        List<ShardAnswer> answers = harness.extractOutputValues();
        return answers.get(answers.size() - 1).candidates();
    }

    private static Query query(String item) {
        var interest = UserProfile.empty().interest("kitchen", 10_000, new long[0]);
        return new Query(
                "q",
                "u1",
                Query.Trigger.REQUEST,
                "r1",
                10,
                interest,
                List.of(item),
                Map.of(),
                "",
                false,
                0,
                0,
                10_000,
                10_000,
                null);
    }
}
