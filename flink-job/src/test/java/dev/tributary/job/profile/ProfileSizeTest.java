package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tributary.job.Scenario;
import dev.tributary.job.relate.RelatedBehavior;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.UserCommand;
import dev.tributary.job.state.WriteBehindCoOperator;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.vector.QuantizedVector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What a user costs does not grow with what the user does. */
class ProfileSizeTest {
    private static final int MANY = 1_000_000;
    private static final int FEW = 50;
    private static final int MOST_BYTES = 16 << 10;

    private static final List<QuantizedVector> VECTORS =
            IntStream.range(0, 100).mapToObj(ProfileSizeTest::vector).toList();

    @Test
    void aUserOfAMillionBehaviorsTakesNoMoreStateAndNoMoreWorkForTheNextThanOneOfFifty() throws IOException {
        Remembered user = Remembered.begin(0, Remembered.NEVER);
        for (int i = 1; i <= FEW; i++) {
            user = user.add(user.profile().add(behavior(i), List.of("c" + i % 97)), event(i));
        }
        int few = size(Remembered.class, user);
        long workOfFew = allocated(user, FEW);
        for (int i = FEW + 1; i <= MANY; i++) {
            user = user.add(user.profile().add(behavior(i), List.of("c" + i % 97)), event(i));
        }

        assertThat(user.profile().behaviors()).isEqualTo(MANY);
        assertThat(size(Remembered.class, user)).isLessThan(MOST_BYTES).isLessThan(few + few / 2);
        assertThat(allocated(user, MANY)).isLessThan(workOfFew + workOfFew / 2);
    }

    /** @return bytes allocated by a hundred more behaviors and a query after each: a measure of work that no other load changes */
    private static long allocated(Remembered user, int from) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        Remembered next = user;
        for (int i = from + 1; i <= from + 100; i++) {
            next = next.add(next.profile().add(behavior(i), List.of("c" + i % 97)), event(i));
            next.profile().interest("shop", i, new long[0]);
        }
        long bytes = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(next.profile().behaviors()).isEqualTo(from + 100);
        return bytes;
    }

    @Test
    void ofConsumedItemsOnlyTheNewestAreKept() throws IOException {
        Consumed consumed = Consumed.NONE;
        for (int i = 0; i < 3_000; i++) {
            consumed = consumed.add(i, 1_000);
        }

        assertThat(consumed.keys()).hasSize(1_000).endsWith(2_999).startsWith(2_000);
        assertThat(size(Consumed.class, consumed)).isLessThan(8 * 1_000 + 100);
    }

    /** Through the operator with the default settings, in a scenario where nothing may come twice: state, and the query of one list. */
    @Test
    void aUserOfAHundredThousandItemsIsKeptAndSentInTheOrderOfOneOfFifty() throws Exception {
        Cost nobody = cost(0);
        Cost few = cost(FEW).without(nobody);
        Cost many = cost(100_000).without(nobody);

        assertThat(many.state()).isLessThan(3 * few.state());
        assertThat(many.query()).isLessThan(3 * few.query());
    }

    /** In bytes. */
    private record Cost(long state, int query) {
        Cost without(Cost other) {
            return new Cost(state - other.state, query - other.query);
        }
    }

    private static Cost cost(int items) throws Exception {
        var scenario = new Scenario("shop", "Things to buy", "en", false, 10);
        var update = new UpdateProfile(ProfileConfig.from(new Configuration()), Map.of("shop", scenario));
        try (var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new WriteBehindCoOperator<>(update),
                (RelatedBehavior behavior) -> behavior.event().userId(),
                UserCommand::userId,
                Types.STRING)) {
            harness.open();
            for (int i = 0; i < items; i++) {
                var event = new BehaviorEvent("e" + i, "u", "shop", "item " + i, "view", "", i, i, null);
                harness.processElement1(new StreamRecord<>(new RelatedBehavior(
                        event, "Title of item " + i, List.of("c" + i % 97), i, VECTORS.get(i % VECTORS.size()), 0)));
                harness.getSideOutput(UpdateProfile.VISITS).clear();
            }
            harness.getOutput().clear();
            harness.setProcessingTime(1_000); // the list that waited
            harness.prepareSnapshotPreBarrier(1);
            long state = harness.snapshot(1, 1).getManagedKeyedState().stream()
                    .mapToLong(KeyedStateHandle::getStateSize)
                    .sum();
            List<Query> lists = harness.extractOutputValues();
            return new Cost(state, lists.isEmpty() ? 0 : size(Query.class, lists.get(0)));
        }
    }

    private static BehaviorEvent event(int i) {
        return new BehaviorEvent("e" + i, "u", "shop", "i" + i % 1_000, "view", "", i, i, null);
    }

    private static PastBehavior behavior(int i) {
        return new PastBehavior(
                i,
                "i" + i % 1_000,
                i % 1_000,
                "shop",
                "view",
                "Title of item " + i % 1_000,
                i,
                i,
                VECTORS.get(i % VECTORS.size()));
    }

    private static QuantizedVector vector(int seed) {
        var random = new Random(seed);
        var vector = new float[384];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = random.nextFloat() - 0.5f;
        }
        return QuantizedVector.of(vector);
    }

    private static <T> int size(Class<T> type, T value) throws IOException {
        var config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        var out = new DataOutputSerializer(1 << 14);
        TypeInformation.of(type).createSerializer(config).serialize(value, out);
        return out.length();
    }
}
