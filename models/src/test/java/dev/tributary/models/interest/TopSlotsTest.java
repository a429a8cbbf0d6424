package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TopSlotsTest {
    @RepeatedTest(20)
    void keepsTheHighestOfAnyOrder(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        int size = random.nextInt(200);
        int k = 1 + random.nextInt(20);
        float[] scores = new float[size];
        var top = new TopSlots(k);
        for (int slot = 0; slot < size; slot++) {
            scores[slot] = random.nextInt(1000) + slot / 1000f;
            top.add(slot, scores[slot]);
        }

        Integer[] expected = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                .limit(k)
                .toArray(Integer[]::new);
        assertThat(Arrays.stream(top.slots()).boxed()).containsExactlyInAnyOrder(expected);
    }

    @RepeatedTest(20)
    void ofEqualScoresKeepsTheLowestSlots(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        int k = 1 + random.nextInt(40);
        var slots = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        Collections.shuffle(slots, random);
        var top = new TopSlots(k);
        slots.forEach(slot -> top.add(slot, slot % 2 == 0 ? 1 : -1));

        assertThat(Arrays.stream(top.slots()).boxed())
                .containsExactlyInAnyOrder(
                        IntStream.range(0, k).map(i -> 2 * i).boxed().toArray(Integer[]::new));
    }

    @Test
    void negativeAndInfiniteScoresAreInTheirOrder() {
        var top = new TopSlots(3);
        float[] scores = {-5, Float.NEGATIVE_INFINITY, -0.5f, 0, Float.POSITIVE_INFINITY, -1e-30f};
        for (int slot = 0; slot < scores.length; slot++) {
            top.add(slot, scores[slot]);
        }

        assertThat(top.slots()).containsExactlyInAnyOrder(4, 3, 5);
    }

    @Test
    void wantsWhatIsAboveTheBar() {
        var top = new TopSlots(1);
        for (int slot = 0; slot < 100; slot++) {
            assertThat(top.wants(slot, slot)).isTrue();
            top.add(slot, slot);
        }
        top.slots();

        assertThat(top.wants(3, 99)).isTrue();
        assertThat(top.wants(100, 99)).isFalse();
        assertThat(top.wants(100, 98)).isFalse();
        assertThat(top.wants(100, 100)).isTrue();
    }

    @Test
    void keepsNothingWhenNothingIsAskedFor() {
        var top = new TopSlots(0);
        top.add(1, 1);

        assertThat(top.slots()).isEmpty();
    }
}
