package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(IntStream.range(0, top.size()).mapToObj(top::slot)).containsExactlyInAnyOrder(expected);
    }

    @Test
    void wantsEverythingUntilItIsFull() {
        var top = new TopSlots(1);

        assertThat(top.wants(-5)).isTrue();
        top.add(7, -5);
        assertThat(top.wants(-5)).isFalse();
        assertThat(top.wants(-4)).isTrue();
    }

    @Test
    void keepsNothingWhenNothingIsAskedFor() {
        var top = new TopSlots(0);
        top.add(1, 1);

        assertThat(top.size()).isZero();
    }
}
