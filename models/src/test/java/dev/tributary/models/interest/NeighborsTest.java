package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NeighborsTest {
    private static final int SLOTS = 200;
    private static final int ITEMS = 60;
    private static final long NOW = 100 * (long) ItemCounts.DAY_MS;

    private final Random random = new Random(1);
    private final Links links = new Links();
    private final Predecessors[] predecessors = predecessors();

    private static Predecessors[] predecessors() {
        var each = new Predecessors[SLOTS];
        Arrays.setAll(each, slot -> new Predecessors());
        return each;
    }

    @Test
    void sumsAreThoseOfEachLinkAndTheStrongestIsTheLargest() {
        for (int visit = 0; visit < 2_000; visit++) {
            int slot = random.nextInt(SLOTS);
            links.add(slot, predecessors[slot], random.nextInt(ITEMS), 1 + random.nextInt(5), random.nextFloat());
        }
        for (int slot = 0; slot < SLOTS; slot += 10) {
            links.removeSlot(predecessors[slot]);
        }
        var neighbors = new Neighbors();
        for (int length = UserProfile.HISTORY; length >= 0; length -= 5) {
            Interest interest = interest(length);
            neighbors.search(links, interest, SLOTS);
            for (int slot = 0; slot < SLOTS; slot++) {
                check(neighbors, interest, slot);
            }
        }
    }

    @Test
    void ofTwoThatAreEquallyStrongTheNewerCounts() {
        links.add(0, predecessors[0], 7, 2, 0);
        links.add(0, predecessors[0], 8, 2, 0);
        var neighbors = new Neighbors();
        neighbors.search(links, interest(new long[] {8, 7}, new float[] {0.5f, 0.5f}), SLOTS);

        assertThat(neighbors.strongest(0)).isZero();
        assertThat(neighbors.sumOfStrongest(0)).isEqualTo(1, within(1e-5f));
    }

    @Test
    void anItemWithoutWeightLeadsToNothing() {
        links.add(0, predecessors[0], 7, 2, 0);
        var neighbors = new Neighbors();
        neighbors.search(links, interest(new long[] {7}, new float[] {0}), SLOTS);

        assertThat(neighbors.has(0)).isTrue();
        assertThat(neighbors.strongest(0)).isEqualTo(-1);
        assertThat(neighbors.sumOfStrongest(0)).isZero();
    }

    private void check(Neighbors neighbors, Interest interest, int slot) {
        var sums = new float[Neighbors.CLOSE + 1];
        var added = new float[interest.trail().length];
        float largest = 0;
        for (int past = 0; past < added.length; past++) {
            Followers followers = links.after(interest.trail()[past]);
            float weight = interest.trailWeights()[past];
            for (int place = 0; place < followers.end(); place++) {
                if (followers.slot(place) != slot) {
                    continue;
                }
                float visits = followers.visits(place);
                added[past] = weight * visits;
                largest = Math.max(largest, added[past]);
                boolean today = interest.at() - interest.trailAt()[past] < ItemCounts.DAY_MS;
                sums[Neighbors.ALL] += added[past];
                sums[Neighbors.SCENARIO] += interest.trailInScenario()[past] ? added[past] : 0;
                sums[Neighbors.DAY] += today ? added[past] : 0;
                sums[Neighbors.EVEN] += interest.trailEvenWeights()[past] * visits;
                sums[Neighbors.LAST] += past == 0 ? added[past] : 0;
                sums[Neighbors.COUNT]++;
                sums[Neighbors.CLOSE] += weight * followers.closeness(place);
            }
        }
        for (int which = 0; which < sums.length; which++) {
            assertThat(neighbors.sum(slot, which)).isEqualTo(sums[which]);
        }
        assertThat(neighbors.has(slot)).isEqualTo(sums[Neighbors.COUNT] > 0);
        Offset<Float> lowestBits = within(largest * 1e-5f);
        assertThat(neighbors.sumOfStrongest(slot)).isEqualTo(largest, lowestBits);
        int strongest = neighbors.strongest(slot);
        assertThat(strongest < 0 ? 0 : added[strongest]).isEqualTo(largest, lowestBits);
    }

    private Interest interest(int length) {
        long[] trail = random.longs(0, ITEMS).distinct().limit(length).toArray();
        var weights = new float[length];
        for (int i = 0; i < length; i++) {
            weights[i] = 0.1f + random.nextFloat();
        }
        return interest(trail, weights);
    }

    private Interest interest(long[] trail, float[] weights) {
        var even = new float[trail.length];
        var inScenario = new boolean[trail.length];
        var at = new long[trail.length];
        for (int i = 0; i < trail.length; i++) {
            even[i] = random.nextFloat();
            inScenario[i] = random.nextBoolean();
            at[i] = NOW - random.nextInt(2 * (int) ItemCounts.DAY_MS);
        }
        return new Interest(
                "shop",
                NOW,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                trail,
                weights,
                even,
                inScenario,
                new float[trail.length],
                at,
                new long[0]);
    }
}
