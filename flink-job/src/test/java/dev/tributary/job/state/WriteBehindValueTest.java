package dev.tributary.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WriteBehindValueTest {
    private final Store store = new Store();
    private WriteBehindValue<Integer> value = new WriteBehindValue<>(store, store, 2);

    @Test
    void writesWhenAskedToAndOnlyWhatChanged() throws IOException {
        update("a", 1);
        update("a", 2);
        update("b", 3);
        assertThat(store.values).isEmpty();

        value.writeAll();
        assertThat(store.values).containsExactlyInAnyOrderEntriesOf(Map.of("a", 2, "b", 3));

        store.written.clear();
        update("b", 4);
        value.writeAll();
        assertThat(store.written).containsExactly("b");
    }

    @Test
    void whoMustLeaveIsWrittenAndThePresentKeyStays() throws IOException {
        update("a", 1);
        update("b", 2);
        assertThat(read("a")).isEqualTo(1);

        update("c", 3);

        assertThat(store.values).containsExactly(Map.entry("b", 2));
        assertThat(store.getCurrentKey()).isEqualTo("c");
        assertThat(read("b")).isEqualTo(2);
    }

    @Test
    void whoWasNotUsedBetweenTwoCheckpointsLeaves() throws IOException {
        update("a", 1);
        value.writeAll();
        update("b", 2);
        value.writeAll();
        store.values.clear();

        assertThat(read("a")).as("left, so it may run out of time to live").isNull();
        assertThat(read("b")).isEqualTo(2);
    }

    @Test
    void nothingIsLeftOfWhatWasCleared() throws IOException {
        update("a", 1);
        value.writeAll();
        store.setCurrentKey("a");
        value.clear();
        value.writeAll();

        assertThat(read("a")).isNull();
        assertThat(store.values).isEmpty();
    }

    @Test
    void withoutRoomEverythingIsWrittenAtOnce() throws IOException {
        value = new WriteBehindValue<>(store, store, 0);
        update("a", 1);

        assertThat(store.values).containsExactly(Map.entry("a", 1));
        assertThat(read("a")).isEqualTo(1);
    }

    @RepeatedTest(20)
    void isWhatStateWouldBe(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        value = new WriteBehindValue<>(store, store, random.nextInt(5));
        var expected = new HashMap<String, Integer>();
        for (int step = 0; step < 1_000; step++) {
            String key = "key" + random.nextInt(8);
            switch (random.nextInt(8)) {
                case 0 -> {
                    store.setCurrentKey(key);
                    value.clear();
                    expected.remove(key);
                }
                case 1 -> {
                    value.writeAll();
                    assertThat(store.values).isEqualTo(expected);
                }
                case 2, 3, 4 -> {
                    update(key, step);
                    expected.put(key, step);
                }
                default -> assertThat(read(key)).isEqualTo(expected.get(key));
            }
        }
    }

    private void update(String key, int to) throws IOException {
        store.setCurrentKey(key);
        value.update(to);
    }

    private @Nullable Integer read(String key) throws IOException {
        store.setCurrentKey(key);
        return value.value();
    }

    /** State in a map. */
    private static final class Store implements ValueState<Integer>, KeyContext {
        private final Map<Object, Integer> values = new HashMap<>();
        private final List<Object> written = new ArrayList<>();
        private Object key = "";

        @Override
        @SuppressWarnings("NullAway") // Flink allows null here, but does not say so
        public Integer value() {
            return values.get(key);
        }

        @Override
        public void update(Integer changed) {
            values.put(key, changed);
            written.add(key);
        }

        @Override
        public void clear() {
            values.remove(key);
        }

        @Override
        public void setCurrentKey(Object changed) {
            key = changed;
        }

        @Override
        public Object getCurrentKey() {
            return key;
        }
    }
}
