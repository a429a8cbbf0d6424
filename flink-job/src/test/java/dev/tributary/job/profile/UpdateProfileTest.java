package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.job.Scenario;
import dev.tributary.job.relate.RelatedBehavior;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.UserCommand;
import dev.tributary.job.state.WriteBehindCoOperator;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.vector.QuantizedVector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.io.network.partition.MockResultPartitionWriter;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateProfileTest {
    private static final long RECORDED_AT = 5_000;
    private static final String USER = "user71c4";

    @SuppressWarnings("NullAway.Init") // each test opens its own
    private KeyedTwoInputStreamOperatorTestHarness<String, RelatedBehavior, UserCommand, Query> harness;

    private Map<String, Scenario> scenarios = foodAndKitchen();
    private StateBackend backend = new HashMapStateBackend();
    private @Nullable String trace;
    /** Milliseconds that a behavior took from the stage before. */
    private long took;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aBehaviorRefreshesTheListsOfAllScenarios() throws Exception {
        open(ProfileConfig.Refresh.ALL, Duration.ZERO, 0);

        act("e1", "kitchen", "pan");

        assertThat(queries()).extracting(query -> query.interest().scenario()).containsExactly("kitchen", "food");
    }

    @Test
    void activeRefreshesWhereTheUserDidSomething() throws Exception {
        open(ProfileConfig.Refresh.ACTIVE, Duration.ZERO, 0);

        act("e1", "kitchen", "pan");

        assertThat(queries()).extracting(query -> query.interest().scenario()).containsExactly("kitchen");
    }

    @Test
    void aDuplicateChangesNothing() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);

        act("e1", "kitchen", "pan");
        act("e1", "kitchen", "pan");

        assertThat(queries()).hasSize(1);
        assertThat(visits()).hasSize(1);
    }

    @Test
    void behaviorsWithinTheIntervalShareOneRefreshAtItsEnd() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ofMillis(200), 0);

        act("e1", "kitchen", "pan");
        act("e2", "kitchen", "pot");
        act("e3", "kitchen", "lid");
        assertThat(queries()).extracting(Query::causedBy).containsExactly("e1");

        harness.setProcessingTime(1_200);
        assertThat(queries()).extracting(Query::causedBy).containsExactly("e1", "e3");
        assertThat(queries()).extracting(Query::revision).containsExactly(1L, 3L);
    }

    @Test
    void aConsumedItemIsHiddenWhereRepeatsAreForbidden() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);

        act("e1", "food", "tea");
        act("e2", "kitchen", "pan");

        assertThat(queries().get(0).interest().hidden()).containsExactly(ItemKey.of("tea"));
        assertThat(queries().get(1).interest().hidden())
                .as("kitchen allows repeats")
                .isEmpty();
    }

    @Test
    void aVisitNamesWhatItCameAfterButNotWho() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);

        act("e1", "food", "tea");
        act("e2", "kitchen", "pan");

        assertThat(visits()).extracting(Visit::itemId).containsExactly("tea", "pan");
        assertThat(visits().get(1).predecessors()).containsExactly(ItemKey.of("tea"));
    }

    @Test
    void theTextIsEncodedAgainAfterEnoughBehaviors() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 2);

        act("e1", "food", "tea");
        assertThat(harness.getSideOutput(UpdateProfile.TEXTS)).isNull();

        act("e2", "kitchen", "pan");
        assertThat(harness.getSideOutput(UpdateProfile.TEXTS))
                .extracting(record -> record.getValue().profileText())
                .containsExactly("reviewed the pan (kitchen)\nreviewed the tea (food)");
    }

    @Test
    void aRequestIsAnsweredFromTheSameProfile() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        act("e1", "food", "tea");

        command(request("r1", "food", true));

        Query answer = queries().get(1);
        assertThat(answer.trigger()).isEqualTo(Query.Trigger.REQUEST);
        assertThat(answer.causedBy()).isEqualTo("r1");
        assertThat(answer.revision()).isEqualTo(1);
        assertThat(answer.profileText()).isEqualTo("reviewed the tea (food)");
        assertThat(answer.interest().hidden()).contains(ItemKey.of("tea"), ItemKey.of("salt"));
    }

    @Test
    void anErasureLeavesNoStateButItsTimeAndALaterBehaviorBeginsAnew() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        act("e1", "food", "tea");

        command(erasure(RECORDED_AT - 1));
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

        act("e1", "food", "tea");
        assertThat(queries())
                .extracting(Query::trigger)
                .containsExactly(Query.Trigger.BEHAVIOR, Query.Trigger.ERASURE, Query.Trigger.BEHAVIOR);
        assertThat(queries().get(2).revision()).isEqualTo(1);
    }

    @Test
    void aBehaviorRecordedBeforeTheErasureDoesNotBringTheUserBack() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        command(erasure(RECORDED_AT));

        act("late", "food", "tea");
        act("new", "food", "salt", RECORDED_AT + 1);
        act("very late", "food", "tea");

        assertThat(queries()).extracting(Query::causedBy).containsExactly(null, "new");
        assertThat(visits()).extracting(Visit::itemId).containsExactly("salt");
    }

    @Test
    void theTimeOfAnErasureIsForgottenAfterADay() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        harness.setStateTtlProcessingTime(0);
        command(erasure(RECORDED_AT));

        harness.setStateTtlProcessingTime(Duration.ofDays(1).toMillis() + 1);
        act("e1", "food", "tea");

        assertThat(queries()).extracting(Query::causedBy).containsExactly(null, "e1");
    }

    @Test
    void forgetsAnIdleUser() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        harness.setStateTtlProcessingTime(0);
        act("e1", "food", "tea");
        harness.prepareSnapshotPreBarrier(1);
        harness.prepareSnapshotPreBarrier(2);

        harness.setStateTtlProcessingTime(Duration.ofDays(1).toMillis() + 1);
        act("e2", "food", "salt");

        assertThat(queries().get(1).revision()).isEqualTo(1);
    }

    @Test
    void whatIsMadeFromAProfileBegunAnewHasALaterEpoch() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        harness.setStateTtlProcessingTime(0);
        act("e1", "food", "tea");
        harness.setProcessingTime(1_001);
        act("e2", "food", "salt");
        harness.prepareSnapshotPreBarrier(1);
        harness.prepareSnapshotPreBarrier(2);

        harness.setStateTtlProcessingTime(Duration.ofDays(1).toMillis() + 1);
        harness.setProcessingTime(2_000);
        command(request("r1", "food", false));
        harness.setProcessingTime(2_001);
        act("e3", "food", "pepper");

        assertThat(queries())
                .extracting(Query::epoch, Query::revision)
                .containsExactly(tuple(1_000L, 1L), tuple(1_000L, 2L), tuple(2_000L, 0L), tuple(2_001L, 1L));
    }

    @Test
    void byDefaultAUserIsForgottenAfter180Days() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);

        assertThat(ProfileConfig.from(new Configuration()).idleTtl()).isEqualTo(Duration.ofDays(180));
    }

    @Test
    void aCheckpointHasWhatMemoryHad() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        act("e1", "food", "tea");
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1_000);
        act("e2", "food", "salt");
        restore(checkpoint, ProfileConfig.Refresh.OWN, Duration.ZERO);

        act("e1", "food", "tea"); // a duplicate of what the checkpoint knows
        act("e3", "food", "pepper");

        assertThat(queries()).extracting(Query::revision).containsExactly(2L);
    }

    private void restore(OperatorSubtaskState checkpoint, ProfileConfig.Refresh refresh, Duration interval)
            throws Exception {
        harness.close();
        harness = harness(refresh, interval, 0);
        harness.setProcessingTime(1_000);
        harness.initializeState(checkpoint);
        harness.open();
    }

    @Test
    void aScenarioThatIsTakenOutOfTheConfigurationHoldsNobodyUp() throws Exception {
        open(ProfileConfig.Refresh.ALL, Duration.ofMillis(200), 0);
        act("e1", "food", "tea");
        act("e2", "kitchen", "pan");
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1_000); // lists of both scenarios wait
        scenarios.remove("food");
        restore(checkpoint, ProfileConfig.Refresh.ALL, Duration.ofMillis(200));

        act("on its way", "food", "salt");
        command(request("on its way", "food", true));
        harness.setProcessingTime(1_200);
        act("e3", "kitchen", "pot");
        harness.setProcessingTime(1_400);

        assertThat(queries())
                .extracting(query -> query.interest().scenario(), Query::causedBy, Query::revision)
                .containsExactly(tuple("kitchen", "e2", 2L), tuple("kitchen", "e3", 3L));
    }

    @Test
    void aConsumedItemIsRememberedWhileItsUserIsActive() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        for (int day = 0; day < 3; day++) {
            harness.setStateTtlProcessingTime(Duration.ofDays(1).toMillis() * day * 2 / 3);
            act("e" + day, day == 0 ? "food" : "kitchen", "item" + day);
            harness.prepareSnapshotPreBarrier(2 * day);
            harness.prepareSnapshotPreBarrier(2 * day + 1);
        }

        command(request("r1", "food", false));

        assertThat(queries().get(3).interest().hidden()).contains(ItemKey.of("item0"));
    }

    @Test
    void aClockThatIsSetBackHoldsNoListUp() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ofMillis(200), 0);
        harness.setProcessingTime(10_000_000);
        act("e1", "kitchen", "pan");
        act("e2", "kitchen", "pot"); // waits

        harness.setProcessingTime(1_000_000);
        act("e3", "kitchen", "lid");
        act("e4", "kitchen", "wok");
        harness.setProcessingTime(1_000_200);

        assertThat(queries()).extracting(Query::causedBy).containsExactly("e1", "e3", "e4");
    }

    @Test
    void aSavepointHoldsNeitherAUserNorAnErasureWhoseTimeIsOver() throws Exception {
        backend = new EmbeddedRocksDBStateBackend(true);
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        harness.setStateTtlProcessingTime(0);
        act("e1", "food", "tea");
        command(erasure("left8d02", RECORDED_AT));
        assertThat(savepoint()).contains(USER, "the tea", "left8d02");

        harness.setStateTtlProcessingTime(Duration.ofDays(1).toMillis() + 1);

        assertThat(savepoint()).doesNotContain(USER, "the tea", "left8d02");
    }

    /** @return its bytes, in which ASCII characters are themselves */
    private String savepoint() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        var bytes = new StringBuilder();
        for (KeyedStateHandle state : harness.snapshotWithLocalState(
                        1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                .getJobManagerOwnedState()
                .getManagedKeyedState()) {
            try (var stream = ((KeyGroupsStateHandle) state).openInputStream()) {
                bytes.append(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }

    @Test
    void theSameCauseGivesTheSameIdAfterARestart() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        act("e1", "food", "tea");
        String id = queries().get(0).id();
        harness.close();

        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        act("e1", "food", "tea");
        assertThat(queries().get(0).id()).isEqualTo(id);
    }

    private void open(ProfileConfig.Refresh refresh, Duration interval, int textAfter) throws Exception {
        harness = harness(refresh, interval, textAfter);
        harness.setStateBackend(backend);
        harness.setProcessingTime(1_000);
        harness.open();
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, RelatedBehavior, UserCommand, Query> harness(
            ProfileConfig.Refresh refresh, Duration interval, int textAfter) throws Exception {
        var config = new ProfileConfig(Duration.ofDays(1), refresh, interval, textAfter, 100, 10);
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new WriteBehindCoOperator<>(new UpdateProfile(config, scenarios)),
                behavior -> behavior.event().userId(),
                UserCommand::userId,
                Types.STRING);
    }

    @Test
    void aListBelongsToTheTraceOfItsCause() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);

        trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        act("e1", "kitchen", "pan");
        trace = null;
        act("e2", "kitchen", "pot");

        assertThat(queries())
                .extracting(Query::trace)
                .containsExactly("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);
    }

    /** A timer that went on would hold up the task, which then could not let the checkpoint pass that the stages after it wait for. */
    @Test
    void listsThatWaitedGiveWayUntilTheStagesAfterHaveRoom() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ofMillis(200), 0);
        var room = new AtomicBoolean();
        harness.getEnvironment().addOutputs(List.of(new MockResultPartitionWriter() {
            @Override
            public boolean isAvailable() {
                return room.get();
            }
        }));
        act("e1", "kitchen", "pan");
        act("e2", "kitchen", "pot");

        harness.setProcessingTime(3_000);
        assertThat(queries()).extracting(Query::causedBy).containsExactly("e1");

        room.set(true);
        harness.setProcessingTime(6_000);
        assertThat(queries()).extracting(Query::causedBy).containsExactly("e1", "e2");
    }

    @Test
    void behaviorsThatComeLateMakeListsWaitButAreNeitherLostNorForgotten() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ofMillis(1), 0);
        act("first", "kitchen", "pan"); // in time
        took = 10 * Pace.BEHIND_MS;
        for (int i = 0; i < 3_000; i++) {
            harness.setProcessingTime(1_000 + 2 * i);
            act("e" + i, "kitchen", "pan" + i);
        }
        int whileBehind = queries().size();
        assertThat(whileBehind).isGreaterThan(50).isLessThan(1_500);
        assertThat(visits()).hasSize(3_001);

        took = 0;
        harness.setProcessingTime(20_000);

        assertThat(queries())
                .last()
                .extracting(Query::causedBy, Query::revision)
                .containsExactly("e2999", 3_001L);
        assertThat(queries()).hasSize(whileBehind + 1);
    }

    @Test
    void theListsOfAUserThatGiveWayTogetherWaitForOneTurn() throws Exception {
        openBehind();
        int before = harness.numProcessingTimeTimers();

        for (int i = 0; i < 30; i++) {
            act("user" + i, "late", "kitchen", "pan", RECORDED_AT);
        }

        assertThat(harness.numProcessingTimeTimers() - before).isLessThanOrEqualTo(30);
    }

    @Test
    void listsOfAUserThatWereMadeTogetherCountEachForItself() throws Exception {
        openBehind();
        long start = harness.getProcessingTime();
        for (int i = 0; i < 1_000; i++) {
            harness.setProcessingTime(start + 2 * i);
            act("user" + i, "late", "kitchen", "pan", RECORDED_AT);
        }
        int before = queries().size();
        start += 2_000;
        for (int ms = 2; ms <= 10_000; ms += 2) {
            harness.setProcessingTime(start + ms);
            act("late" + ms, "kitchen", "pan");
        }

        assertThat(queries().size() - before)
                .as("one in %s ms, two for each user", Pace.LONGEST_MS)
                .isBetween(100, 220);
    }

    @Test
    void nobodyWaitsForTheListsOfErasedUsers() throws Exception {
        openBehind();
        for (int i = 0; i < 60; i++) {
            act("user" + i, "late", "kitchen", "pan", RECORDED_AT);
        }
        for (int i = 0; i < 60; i++) {
            command(erasure("user" + i, RECORDED_AT));
        }
        act("next", "late", "kitchen", "pan", RECORDED_AT);
        long start = harness.getProcessingTime();
        for (int ms = 1; ms <= 1_000; ms++) {
            harness.setProcessingTime(start + ms);
        }

        assertThat(queries()).extracting(Query::userId).contains("next");
    }

    /** So many late behaviors that lists are as far apart as they get. */
    private void openBehind() throws Exception {
        open(ProfileConfig.Refresh.ALL, Duration.ofMillis(1), 0);
        act("first", "kitchen", "pan"); // in time
        took = 10 * Pace.BEHIND_MS;
        for (int i = 0; i < 3_000; i++) {
            harness.setProcessingTime(1_000 + 2 * i);
            act("e" + i, "kitchen", "pan" + i);
        }
    }

    @Test
    void whoWantsAListForEveryBehaviorGetsItHoweverLate() throws Exception {
        open(ProfileConfig.Refresh.OWN, Duration.ZERO, 0);
        act("first", "kitchen", "pan");
        took = 10 * Pace.BEHIND_MS;
        for (int i = 0; i < 1_000; i++) {
            harness.setProcessingTime(1_000 + 2 * i);
            act("e" + i, "kitchen", "pan" + i);
        }

        assertThat(queries()).hasSize(1_001);
    }

    private void act(String eventId, String scenario, String item) throws Exception {
        act(eventId, scenario, item, RECORDED_AT);
    }

    private void act(String eventId, String scenario, String item, long recordedAt) throws Exception {
        act(USER, eventId, scenario, item, recordedAt);
    }

    private void act(String user, String eventId, String scenario, String item, long recordedAt) throws Exception {
        var event = new BehaviorEvent(eventId, user, scenario, item, "review", "", 5_000, recordedAt, trace);
        var vector = QuantizedVector.of(new float[] {1, 0, 0, 0});
        long relatedAt = harness.getProcessingTime() - took;
        harness.processElement1(
                new StreamRecord<>(new RelatedBehavior(event, "the " + item, List.of(), 1, vector, relatedAt)));
    }

    private void command(UserCommand command) throws Exception {
        harness.processElement2(new StreamRecord<>(command));
    }

    private static UserCommand erasure(long recordedAt) {
        return erasure(USER, recordedAt);
    }

    private static UserCommand erasure(String user, long recordedAt) {
        return new UserCommand(user, true, "", "", Map.of(), 0, List.of(), List.of(), false, 0, recordedAt, null);
    }

    private static UserCommand request(String id, String scenario, boolean includeProfile) {
        return new UserCommand(
                USER, false, id, scenario, Map.of(), 0, List.of(), List.of("salt"), includeProfile, 5_000, 5_000, null);
    }

    private List<Query> queries() {
        return harness.extractOutputValues();
    }

    private List<Visit> visits() {
        var visits = new ArrayList<Visit>();
        harness.getSideOutput(UpdateProfile.VISITS).forEach(record -> visits.add(record.getValue()));
        return visits;
    }

    private static Map<String, Scenario> foodAndKitchen() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("food", new Scenario("food", "Food and drink", "en", false, 10));
        scenarios.put("kitchen", new Scenario("kitchen", "Things for the kitchen", "en", true, 10));
        return scenarios;
    }
}
