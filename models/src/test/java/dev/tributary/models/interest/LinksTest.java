package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final Links links = new Links();
    private final Predecessors predecessors = new Predecessors();

    @Test
    void countsVisitsAfterAnItem() {
        links.add(1, predecessors, 100, 1, 0);
        links.add(1, predecessors, 100, 1, 0);
        links.add(2, new Predecessors(), 100, 1, 0);

        assertThat(count(1, 100)).isEqualTo(2);
        assertThat(slotsAfter(100)).containsExactlyInAnyOrder(1, 2);
        assertThat(slotsAfter(99)).isEmpty();
        assertThat(links.memory(ItemCounts.NONE, predecessors).predecessors()).containsExactly(100);
    }

    @Test
    void sumsHowCloseTheVisitsWere() {
        links.add(1, predecessors, 100, 1, 1);
        links.add(1, predecessors, 100, 1, 0.25f);

        assertThat(closeness(1, 100)).isEqualTo(1.25f);
        assertThat(closeness(2, 100)).isZero();
    }

    @Test
    void aVisitCountsAfterEachItemBeforeItAndTheCloserTheMore() {
        links.visit(1, predecessors, new long[] {100, 200, 300});
        links.visit(1, predecessors, new long[] {200, 100});

        assertThat(count(1, 100)).isEqualTo(2);
        assertThat(closeness(1, 100)).isEqualTo(1.5f);
        assertThat(count(1, 200)).isEqualTo(2);
        assertThat(closeness(1, 200)).isEqualTo(1.5f);
        assertThat(count(1, 300)).isEqualTo(1);
        assertThat(closeness(1, 300)).isEqualTo(0.25f);
    }

    @Test
    void anItemThatIsTwiceBeforeAVisitIsLinkedOnce() {
        links.visit(1, predecessors, new long[] {100, 100});

        assertThat(slotsAfter(100)).containsExactly(1);
        assertThat(count(1, 100)).isEqualTo(2);
    }

    @Test
    void aVisitAfterMoreItemsThanAreKeptLeavesTheLatest() {
        links.visit(1, predecessors, LongStream.range(0, 3 * Links.LIMIT).toArray());

        assertThat(links.memory(ItemCounts.NONE, predecessors).predecessors())
                .containsExactly(
                        LongStream.range(2 * Links.LIMIT, 3 * Links.LIMIT).toArray());
    }

    @Test
    void forgetsARemovedSlotEverywhere() {
        links.add(1, predecessors, 100, 1, 0);
        links.add(2, new Predecessors(), 100, 1, 0);

        links.removeSlot(predecessors);

        assertThat(slotsAfter(100)).containsExactly(2);
        assertThat(links.memory(ItemCounts.NONE, predecessors).predecessors()).isEmpty();
    }

    @Test
    void keepsTheMostFrequentPredecessorsOfASlot() {
        for (long predecessor = 0; predecessor < 2 * Links.LIMIT; predecessor++) {
            links.add(1, predecessors, predecessor, predecessor < 10 ? 5 : 1, 0);
        }

        assertThat(links.memory(ItemCounts.NONE, predecessors).predecessors()).hasSize(Links.LIMIT);
        for (long frequent = 0; frequent < 10; frequent++) {
            assertThat(count(1, frequent)).isEqualTo(5);
        }
    }

    @Test
    void keepsTheLatestAmongEquallyFrequentPredecessors() {
        for (long predecessor = 0; predecessor < 2 * Links.LIMIT; predecessor++) {
            links.add(1, predecessors, predecessor, 1, 0);
        }

        assertThat(count(1, 0)).isZero();
        assertThat(count(1, 2 * Links.LIMIT - 1)).isEqualTo(1);
        assertThat(slotsAfter(0)).isEmpty();
    }

    @Test
    void keepsWhatIsMostFrequentAndThenLatestOfAnyFrequencies() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var all = new Links();
            var of = new Predecessors();
            var visits = new float[2 * Links.LIMIT];
            for (int predecessor = 0; predecessor < visits.length; predecessor++) {
                visits[predecessor] = 1 + (int) Math.abs(random.nextGaussian() * seed);
                all.add(1, of, predecessor, visits[predecessor], 0);
            }

            assertThat(all.memory(ItemCounts.NONE, of).predecessors())
                    .containsExactlyInAnyOrder(IntStream.range(0, visits.length)
                            .boxed()
                            .sorted(Comparator.<Integer>comparingDouble(i -> -visits[i])
                                    .thenComparing(Comparator.reverseOrder()))
                            .limit(Links.LIMIT)
                            .mapToLong(Integer::longValue)
                            .toArray());
        }
    }

    @Test
    void findsASlotAmongManyAndAfterOthersLeft() {
        for (int slot = 0; slot < 100; slot++) {
            var of = new Predecessors();
            links.add(slot, of, 100, slot + 1, 0);
            if (slot % 3 == 0) {
                links.removeSlot(of);
            }
        }

        for (int slot = 0; slot < 100; slot++) {
            assertThat(count(slot, 100)).isEqualTo(slot % 3 == 0 ? 0 : slot + 1);
        }
        assertThat(slotsAfter(100)).hasSize(66);
    }

    @Test
    void saysTheSameFromBothSidesWhateverHappened() {
        var random = new Random(7);
        var of = new HashMap<Integer, Predecessors>();
        for (int i = 0; i < 60_000; i++) {
            int slot = random.nextInt(30);
            Predecessors own = of.computeIfAbsent(slot, key -> new Predecessors());
            if (random.nextInt(5_000) == 0) {
                links.removeSlot(own);
            } else if (random.nextInt(20) == 0) {
                links.visit(slot, own, random.longs(random.nextInt(30), 0, 900).toArray());
            } else {
                links.add(slot, own, (long) (900 * Math.pow(random.nextDouble(), 3)), 1, random.nextFloat());
            }
        }

        int found = 0;
        for (Map.Entry<Integer, Predecessors> entry : of.entrySet()) {
            Predecessors own = entry.getValue();
            ItemMemory memory = links.memory(ItemCounts.NONE, own);
            for (int i = 0; i < own.size(); i++) {
                long predecessor = memory.predecessors()[i];
                assertThat(memory.links()[i]).isEqualTo(count(entry.getKey(), predecessor));
                assertThat(memory.closeness()[i]).isEqualTo(closeness(entry.getKey(), predecessor));
            }
            found += own.size();
        }
        assertThat(IntStream.range(0, 900).map(key -> links.after(key).size()).sum())
                .isEqualTo(found);
    }

    private float count(int slot, long predecessor) {
        return ofLink(slot, predecessor, Followers::visits);
    }

    private float closeness(int slot, long predecessor) {
        return ofLink(slot, predecessor, Followers::closeness);
    }

    private float ofLink(int slot, long predecessor, BiFunction<Followers, Integer, Float> sum) {
        Followers followers = links.after(predecessor);
        return places(followers)
                .filter(place -> followers.slot(place) == slot)
                .mapToObj(place -> sum.apply(followers, place))
                .findFirst()
                .orElse(0f);
    }

    private List<Integer> slotsAfter(long predecessor) {
        Followers followers = links.after(predecessor);
        return places(followers).mapToObj(followers::slot).toList();
    }

    private static IntStream places(Followers followers) {
        return IntStream.range(0, followers.end()).filter(place -> followers.slot(place) >= 0);
    }
}
