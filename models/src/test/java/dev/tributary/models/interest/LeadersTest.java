package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LeadersTest {
    private static final int SLOTS = 6 * Leaders.KEPT;
    private static final int FEW = 20;
    private static final int MANY = 600;

    private final float[] scores = new float[SLOTS];
    private final Leaders leaders = new Leaders(slot -> scores[slot]);

    @RepeatedTest(10)
    void areTheHighestWhateverChanges(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int round = 0; round < 50; round++) {
            boolean rises = random.nextInt(4) > 0;
            for (int i = 0; i < 500; i++) {
                int slot = random.nextInt(SLOTS);
                set(slot, rises ? round + random.nextInt(100) : lower(random));
            }
            int hidden = random.nextInt(10);
            assertFound(FEW, slot -> slot % 10 >= hidden);
            assertFound(MANY, slot -> slot % 10 >= hidden);
            assertFound(FEW, slot -> slot % 100 == hidden);
        }
    }

    private static float lower(Random random) {
        return random.nextBoolean() ? Float.NEGATIVE_INFINITY : -random.nextInt(100);
    }

    @Test
    void areFoundAlsoIfMostOfThoseThatLedMayNotBeShown() {
        for (int slot = 0; slot < SLOTS; slot++) {
            set(slot, slot);
        }

        assertFound(FEW, slot -> slot < 100);
        assertFound(FEW, slot -> slot < 10);
        assertFound(FEW, slot -> true);
    }

    @Test
    void areAlsoThoseThatWereNotKeptWhenMostOfTheKeptFellBelowThem() {
        int slots = 4 * Leaders.KEPT;
        for (int slot = 0; slot < slots; slot++) {
            set(slot, slot); // the upper half is kept
        }
        for (int slot = slots - 3 * Leaders.KEPT / 2; slot < slots; slot++) {
            set(slot, -1);
        }
        // one too many: some of those that fell must go, and those that stay tell nothing of the lower half
        set(slots, slots);

        assertFound(FEW, slot -> slot % 50 == 7);
    }

    @Test
    void areFoundAgainWhenAllThatLedWereRemoved() {
        for (int slot = 0; slot < SLOTS; slot++) {
            set(slot, slot);
        }
        for (int slot = SLOTS - 3 * Leaders.KEPT; slot < SLOTS; slot++) {
            set(slot, Float.NEGATIVE_INFINITY);
        }

        assertFound(FEW, slot -> true);
        assertFound(FEW, slot -> slot < 100);
        set(7, SLOTS);
        assertFound(FEW, slot -> true);
    }

    private void set(int slot, float score) {
        scores[slot] = score;
        leaders.changed(slot);
    }

    private void assertFound(int k, IntPredicate mayBeShown) {
        var expected = new TopSlots(k);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (mayBeShown.test(slot) && scores[slot] != Float.NEGATIVE_INFINITY) {
                expected.add(slot, scores[slot]);
            }
        }
        var found = new TopSlots(k);
        leaders.find(found, mayBeShown, SLOTS);
        assertThat(found.slots()).containsExactlyInAnyOrder(expected.slots());
    }
}
