package dev.tributary.job.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.profile.Query;
import dev.tributary.job.retrieve.ShardAnswer;
import dev.tributary.job.state.WriteBehindOperator;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.UserProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RankCandidatesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init") // set before each test
    private KeyedOneInputStreamOperatorTestHarness<String, ShardAnswer, RankedList> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ShardAnswer, RankedList> harness() throws Exception {
        var rank = new RankCandidates(new RankConfig(0, 1, TIMEOUT), EncodeConfig.from(new Configuration()), Map.of());
        var made = new KeyedOneInputStreamOperatorTestHarness<>(
                new WriteBehindOperator<>(rank), answer -> answer.query().id(), Types.STRING);
        made.setup();
        made.setProcessingTime(0);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void mergesTheShardsOfEachQueryByScore() throws Exception {
        answer("q1", 0, "pan", 1);
        answer("q2", 1, "pot", 5);
        assertThat(harness.getOutput()).isEmpty();

        answer("q1", 1, "wok", 2);
        answer("q2", 0, "lid", 4);

        assertThat(lists()).containsExactly(List.of("wok", "pan"), List.of("pot", "lid"));
        harness.setProcessingTime(TIMEOUT.toMillis() + 1);
        assertThat(lists()).as("no timer is left").hasSize(2);
    }

    @Test
    void anAnswerBeforeACheckpointMeetsTheOneAfterIt() throws Exception {
        answer("q1", 0, "pan", 1);

        restart();
        answer("q1", 1, "wok", 2);

        assertThat(lists()).containsExactly(List.of("wok", "pan"));
        restart();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void nothingIsLeftOfAListThatWasInACheckpoint() throws Exception {
        answer("q1", 0, "pan", 1);
        harness.prepareSnapshotPreBarrier(1);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        answer("q1", 1, "wok", 2);

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aListIsWrittenWithTheFirstCheckpointAfterEachChangeOnly() throws Exception {
        answer("q1", 0, 3, "pan", 1);
        harness.prepareSnapshotPreBarrier(1);
        clearState("q1");
        harness.prepareSnapshotPreBarrier(2);
        assertThat(harness.numKeyedStateEntries()).isZero();

        answer("q1", 1, 3, "wok", 2);
        harness.prepareSnapshotPreBarrier(3);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        clearState("q1");
        harness.setProcessingTime(TIMEOUT.toMillis());
        restart();
        answer("q1", 2, 3, "late", 3);
        assertThat(lists()).as("it is known to be out").isEmpty();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    private void clearState(String query) throws Exception {
        harness.getOperator().setCurrentKey(query);
        KeyedStateBackend<?> state = harness.getOperator().getKeyedStateBackend();
        state.getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ListStateDescriptor<>("lists", OpenList.class))
                .clear();
    }

    @Test
    void goesOutWithoutAShardThatIsLate() throws Exception {
        answer("q1", 0, "pan", 1);
        restart();

        harness.setProcessingTime(TIMEOUT.toMillis());
        answer("q1", 1, "wok", 2);

        assertThat(lists()).containsExactly(List.of("pan"));
        assertThat(harness.extractOutputValues().get(0).degraded())
                .isEqualTo("1 of 2 retrieval shards answered in time");
        harness.setProcessingTime(TIMEOUT.toMillis() + 60_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void twoRequestsOfOneIdHaveAListEach() throws Exception {
        answer("q1", 0, "pan", 1);
        answer("q1", 0, "pan", 1);
        restart();

        answer("q1", 1, "wok", 2);
        answer("q1", 1, "wok", 2);

        assertThat(lists()).containsExactly(List.of("wok", "pan"), List.of("wok", "pan"));
        assertThat(degraded()).isZero();
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void theSecondOfTwoRequestsOfOneIdGoesOutWithoutAShardThatIsLateAsTheFirstWould() throws Exception {
        answer("q1", 0, "pan", 1);
        answer("q1", 0, "pan", 1);
        answer("q1", 1, "wok", 2);

        harness.setProcessingTime(TIMEOUT.toMillis());

        assertThat(lists()).containsExactly(List.of("wok", "pan"), List.of("pan"));
    }

    @Test
    void aRequestThatIsSentAgainAfterAListThatLackedAShardIsAnswered() throws Exception {
        answer("q1", 0, "pan", 1);
        harness.setProcessingTime(TIMEOUT.toMillis());
        restart();

        answer("q1", 0, "pan", 1);
        answer("q1", 1, "late", 2);
        answer("q1", 1, "wok", 2);

        assertThat(lists()).containsExactly(List.of("wok", "pan"));
        assertThat(degraded()).isZero();
    }

    @Test
    void afterAnOutageAListBearsThePresentAndALateShardIsStillLate() throws Exception {
        long back = Duration.ofHours(1).toMillis();
        answer("q1", 0, "pan", 1);
        restart();
        harness.setProcessingTime(back);

        answer("q1", 1, "wok", 2);
        harness.setProcessingTime(back + 10 * TIMEOUT.toMillis());

        assertThat(lists()).containsExactly(List.of("pan"));
        assertThat(harness.extractOutputValues().get(0).generatedAt()).isEqualTo(back);
    }

    private long degraded() {
        return harness.extractOutputValues().stream()
                .filter(list -> list.degraded() != null)
                .count();
    }

    private void restart() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
    }

    private void answer(String query, int shard, String item, float score) throws Exception {
        answer(query, shard, 2, item, score);
    }

    private void answer(String query, int shard, int shards, String item, float score) throws Exception {
        var candidate = new Candidate(item, item, score, new float[Signal.COUNT], List.of("text"), -1, -1, null);
        harness.processElement(new StreamRecord<>(new ShardAnswer(query(query), shard, shards, List.of(candidate))));
    }

    private List<List<String>> lists() {
        return harness.extractOutputValues().stream()
                .map(list -> list.items().stream()
                        .map(ranked -> ranked.candidate().itemId())
                        .toList())
                .toList();
    }

    private static Query query(String id) {
        var interest = UserProfile.empty().interest("kitchen", 10_000, new long[0]);
        return new Query(
                id, "u1", Query.Trigger.REQUEST, "r1", 10, interest, List.of(), Map.of(), "", false, 0, 0, 0, 0, null);
    }
}
