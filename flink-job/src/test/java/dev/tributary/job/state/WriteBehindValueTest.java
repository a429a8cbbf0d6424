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

    @Test
    void whoHasNothingIsLookedForOnce() throws IOException {
        assertThat(read("a")).isNull();
        assertThat(read("a")).isNull();
        value.writeAll();
        assertThat(read("a")).isNull();
        assertThat(store.read).containsExactly("a");

        update("a", 1);
        assertThat(read("a")).isEqualTo(1);
        value.writeAll();
        value.writeAll();
        assertThat(read("a")).as("read again, for it left").isEqualTo(1);
        assertThat(store.read).containsExactly("a", "a");
    }

    @Test
    void thatAKeyHasNothingIsForgottenLikeAValue() throws IOException {
        read("a");
        value.writeAll();
        value.writeAll();
        read("a");
        assertThat(store.read).as("it was not used between two checkpoints").containsExactly("a", "a");

        read("b");
        read("c");
        store.read.clear();
        read("b");
        read("c");
        read("a");
        assertThat(store.read).as("there was room for two").containsExactly("a");
    }

    @Test
    void thatAKeyHasNothingIsForgottenWhenItIsCleared() throws IOException {
        read("a");
        store.setCurrentKey("a");
        value.clear();

        assertThat(read("a")).isNull();
        assertThat(store.read).containsExactly("a", "a");
    }

    @Test
    void whoHasNothingDrivesNoValueOut() throws IOException {
        update("a", 1);
        update("b", 2);
        for (int stranger = 0; stranger < 10; stranger++) {
            read("stranger" + stranger);
        }
        store.read.clear();

        assertThat(read("a")).isEqualTo(1);
        assertThat(read("b")).isEqualTo(2);
        assertThat(store.read).isEmpty();
        assertThat(store.values).isEmpty();
    }

    @RepeatedTest(20)
    void isWhatStateWouldBe(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        int capacity = random.nextInt(5);
        value = new WriteBehindValue<>(store, store, capacity);
        var expected = new HashMap<String, Integer>();
        for (int step = 0; step < 1_000; step++) {
            String key = "key" + random.nextInt(8);
            switch (random.nextInt(9)) {
                case 0 -> {
                    store.setCurrentKey(key);
                    value.clear();
                    expected.remove(key);
                }
                case 1 -> {
                    value.writeAll();
                    assertThat(store.values).isEqualTo(expected);
                }
                case 2 -> {
                    value.writeAll();
                    value = new WriteBehindValue<>(store, store, capacity); // as after a restart
                }
                case 3, 4, 5 -> {
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
        private final List<Object> read = new ArrayList<>();
        private final List<Object> written = new ArrayList<>();
        private Object key = "";

        @Override
        @SuppressWarnings("NullAway") // Flink allows null here, but does not say so
        public Integer value() {
            read.add(key);
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
