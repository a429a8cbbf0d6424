package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final Links links = new Links();
    private final LongArrayList predecessors = new LongArrayList();

    @Test
    void countsVisitsAfterAnItem() {
        links.add(1, predecessors, 100, 1, 0);
        links.add(1, predecessors, 100, 1, 0);
        links.add(2, new LongArrayList(), 100, 1, 0);

        assertThat(links.count(1, 100)).isEqualTo(2);
        assertThat(slotsAfter(100)).containsExactlyInAnyOrder(1, 2);
        assertThat(slotsAfter(99)).isEmpty();
        assertThat(predecessors.toLongArray()).containsExactly(100);
    }

    @Test
    void sumsHowCloseTheVisitsWere() {
        links.add(1, predecessors, 100, 1, 1);
        links.add(1, predecessors, 100, 1, 0.25f);

        assertThat(links.closeness(1, 100)).isEqualTo(1.25f);
        assertThat(links.closeness(2, 100)).isZero();
    }

    @Test
    void forgetsARemovedSlotEverywhere() {
        links.add(1, predecessors, 100, 1, 0);
        links.add(2, new LongArrayList(), 100, 1, 0);

        links.removeSlot(1, predecessors);

        assertThat(slotsAfter(100)).containsExactly(2);
        assertThat(predecessors.toLongArray()).isEmpty();
    }

    @Test
    void keepsTheMostFrequentPredecessorsOfASlot() {
        for (long predecessor = 0; predecessor < 2 * Links.LIMIT; predecessor++) {
            links.add(1, predecessors, predecessor, predecessor < 10 ? 5 : 1, 0);
        }

        assertThat(predecessors.toLongArray()).hasSize(Links.LIMIT);
        for (long frequent = 0; frequent < 10; frequent++) {
            assertThat(links.count(1, frequent)).isEqualTo(5);
        }
    }

    @Test
    void keepsTheLatestAmongEquallyFrequentPredecessors() {
        for (long predecessor = 0; predecessor < 2 * Links.LIMIT; predecessor++) {
            links.add(1, predecessors, predecessor, 1, 0);
        }

        assertThat(links.count(1, 0)).isZero();
        assertThat(links.count(1, 2 * Links.LIMIT - 1)).isEqualTo(1);
        assertThat(slotsAfter(0)).isEmpty();
    }

    @Test
    void findsASlotAmongManyAndAfterOthersLeft() {
        for (int slot = 0; slot < 100; slot++) {
            links.add(slot, new LongArrayList(), 100, slot + 1, 0);
        }
        for (int slot = 0; slot < 100; slot += 3) {
            links.removeSlot(slot, LongArrayList.of(100));
        }

        for (int slot = 0; slot < 100; slot++) {
            assertThat(links.count(slot, 100)).isEqualTo(slot % 3 == 0 ? 0 : slot + 1);
        }
        assertThat(slotsAfter(100)).hasSize(66);
    }

    private List<Integer> slotsAfter(long predecessor) {
        Links.Followers followers = links.after(predecessor);
        return IntStream.range(0, followers.size()).mapToObj(followers::slot).toList();
    }
}
