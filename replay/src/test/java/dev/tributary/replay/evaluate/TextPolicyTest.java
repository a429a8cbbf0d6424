package dev.tributary.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPolicyTest {
    @Test
    void countsBehaviorsSinceTheLastText() {
        assertThat(due("1", 4)).containsExactly(1, 2, 3, 4);
        assertThat(due("5", 17)).containsExactly(5, 10, 15);
        assertThat(due("50", 49)).isEmpty();
    }

    @Test
    void doublesTheDistanceWithEveryText() {
        assertThat(due("doubling", 100)).containsExactly(5, 10, 20, 40, 80);
        assertThat(due("doubling:3", 30)).containsExactly(3, 6, 12, 24);
    }

    @Test
    void waitsForAnIntervalOfEventTime() {
        // behaviors are six hours apart, the first text comes with the first of them
        assertThat(due("1d", 10)).containsExactly(1, 5, 9);
        assertThat(due("12H", 5)).containsExactly(1, 3, 5);
    }

    @Test
    void mayNeverBeDue() {
        assertThat(due("never", 100)).isEmpty();
    }

    @Test
    void saysWhatItCanRead() {
        for (String wrong : List.of("", "0", "-5", "often", "doubling:0", "1w", "99999999999")) {
            assertThatThrownBy(() -> TextPolicy.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'" + wrong + "'", "such as 5", "doubling:10", "1d", "never");
        }
    }

    /** @return the numbers of the behaviors with which a text is due */
    private static List<Integer> due(String policy, int behaviors) {
        TextPolicy.Rule rule = TextPolicy.parse(policy).rule();
        var due = new ArrayList<Integer>();
        int last = 0;
        for (int i = 1; i <= behaviors; i++) {
            if (rule.isDue(i, last, last == 0 ? Long.MAX_VALUE : (i - last) * 6 * 3_600_000L)) {
                due.add(i);
                last = i;
            }
        }
        return due;
    }
}
