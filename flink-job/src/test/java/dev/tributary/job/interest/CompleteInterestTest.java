package dev.tributary.job.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.Scenario;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.profile.Query;
import dev.tributary.job.rank.RankCandidates;
import dev.tributary.job.rank.RankConfig;
import dev.tributary.job.retrieve.ShardAnswer;
import dev.tributary.job.state.WriteBehindOperator;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompleteInterestTest {
    private static final EncodeConfig ENCODE = EncodeConfig.from(new Configuration());
    private static final RankConfig RANK = new RankConfig(0, 1, Duration.ofSeconds(2));
    private static final long ON_THE_WAY = RANK.onTheWay().toMillis();
    private static final Duration IDLE_TTL = Duration.ofDays(1);
    private static final String USER = "u1";

    private final SharedEncoder.Lease lease =
            SharedEncoder.acquire(ENCODE.settings().withGpu(OptionalInt.empty()), same -> Gated.open());

    @SuppressWarnings("NullAway.Init") // set before each test
    private KeyedTwoInputStreamOperatorTestHarness<String, Query, Query, Query> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Query, Query, Query> harness() throws Exception {
        var scenarios = Map.of("shop", new Scenario("shop", "Things to buy", "en", true, 10));
        var made = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new CompleteInterest(ENCODE, IDLE_TTL, RANK.onTheWay(), scenarios)),
                Query::userId,
                Query::userId,
                Types.STRING);
        made.setup();
        made.setProcessingTime(0);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        lease.close();
    }

    /** Both operators at the same time, and what they write in that order. */
    @Test
    void theLastRecordOfAnErasedUserIsATombstoneAlsoWhereAShardIsLate() throws Exception {
        var written = new ArrayList<String>();
        try (var rank = new KeyedOneInputStreamOperatorTestHarness<>(
                new WriteBehindOperator<>(new RankCandidates(RANK, ENCODE, Map.of())),
                (ShardAnswer answer) -> answer.query().id(),
                Types.STRING)) {
            rank.open();
            harness.processElement1(new StreamRecord<>(behavior(1)));
            Query query = harness.extractOutputValues().get(0);
            harness.processElement1(new StreamRecord<>(erasure()));
            for (int now = 0; now < 2 * ON_THE_WAY; now += 100) {
                if (now == 1_000) { // of two shards the first, later than the erasure
                    rank.processElement(new StreamRecord<>(new ShardAnswer(query, 0, 2, List.of())));
                }
                harness.setProcessingTime(now);
                rank.setProcessingTime(now);
                note("tombstone", tombstones(), written);
                note("list", rank.extractOutputValues().size(), written);
            }
        }

        assertThat(written).containsExactly("tombstone", "list", "tombstone");
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    private static void note(String what, long count, List<String> written) {
        while (written.stream().filter(what::equals).count() < count) {
            written.add(what);
        }
    }

    @Test
    void aJobThatWasDownWhenTheSecondTombstoneWasDueSaysItAtOnceAndOnceMoreForTheListsOfThen() throws Exception {
        harness.processElement1(new StreamRecord<>(erasure()));
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        long back = 100 * ON_THE_WAY;

        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        harness.setProcessingTime(back);
        assertThat(tombstones()).isEqualTo(1);
        harness.setProcessingTime(back + ON_THE_WAY - 1);
        assertThat(tombstones()).isEqualTo(1);
        harness.setProcessingTime(back + ON_THE_WAY);
        assertThat(tombstones()).isEqualTo(2);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void forgetsTheTextOfAnIdleUser() throws Exception {
        harness.setStateTtlProcessingTime(0);
        harness.processElement1(new StreamRecord<>(behavior(1)));
        harness.processElement2(new StreamRecord<>(text(1)));
        assertThat(vectorOfNext(behavior(2))).isNotNull();

        harness.setStateTtlProcessingTime(IDLE_TTL.toMillis() + 1);

        assertThat(vectorOfNext(behavior(3))).isNull();
        harness.setStateTtlProcessingTime(2 * IDLE_TTL.toMillis() + 2);
        int lists = harness.extractOutputValues().size();
        harness.processElement2(new StreamRecord<>(text(3)));
        assertThat(harness.extractOutputValues())
                .as("nobody knows whose text that is")
                .hasSize(lists);
    }

    private @Nullable QuantizedVector vectorOfNext(Query query) throws Exception {
        harness.processElement1(new StreamRecord<>(query));
        List<Query> lists = harness.extractOutputValues();
        return lists.get(lists.size() - 1).interest().profile();
    }

    private long tombstones() {
        var erased = harness.getSideOutput(CompleteInterest.ERASED);
        return erased == null
                ? 0
                : erased.stream().filter(user -> user.getValue().equals(USER)).count();
    }

    private static Query behavior(long revision) {
        return query(Query.Trigger.BEHAVIOR, revision);
    }

    private static Query text(long revision) {
        return query(Query.Trigger.PROFILE_TEXT, revision)
                .withProfileVector(QuantizedVector.of(new float[] {1, 0, 0, 0}));
    }

    private static Query erasure() {
        return query(Query.Trigger.ERASURE, 0);
    }

    private static Query query(Query.Trigger trigger, long revision) {
        return new Query(
                trigger + "-" + revision,
                USER,
                trigger,
                "e" + revision,
                10,
                UserProfile.empty().interest("shop", 0, new long[0]),
                List.of(),
                Map.of(),
                "",
                false,
                revision,
                1,
                0,
                0,
                null);
    }
}
