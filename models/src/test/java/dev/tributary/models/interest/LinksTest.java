package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final Links links = new Links();
    private final LongArrayList predecessors = new LongArrayList();

    @Test
    void countsVisitsAfterAnItem() {
        links.add(1, predecessors, 100, 1);
        links.add(1, predecessors, 100, 1);
        links.add(2, new LongArrayList(), 100, 1);

        assertThat(links.count(1, 100)).isEqualTo(2);
        assertThat(links.after(100).keySet()).containsExactlyInAnyOrder(1, 2);
        assertThat(links.after(99)).isEmpty();
        assertThat(predecessors.toLongArray()).containsExactly(100);
    }

    @Test
    void forgetsARemovedSlotEverywhere() {
        links.add(1, predecessors, 100, 1);
        links.add(2, new LongArrayList(), 100, 1);

        links.removeSlot(1, predecessors);

        assertThat(links.after(100).keySet()).containsExactly(2);
        assertThat(predecessors.toLongArray()).isEmpty();
    }

    @Test
    void keepsTheMostFrequentPredecessorsOfASlot() {
        for (long predecessor = 0; predecessor < 2 * Links.LIMIT; predecessor++) {
            links.add(1, predecessors, predecessor, predecessor < 10 ? 5 : 1);
        }

        assertThat(predecessors.toLongArray()).hasSize(Links.LIMIT);
        for (long frequent = 0; frequent < 10; frequent++) {
            assertThat(links.count(1, frequent)).isEqualTo(5);
        }
    }

    @Test
    void keepsTheLatestAmongEquallyFrequentPredecessors() {
        for (long predecessor = 0; predecessor < 2 * Links.LIMIT; predecessor++) {
            links.add(1, predecessors, predecessor, 1);
        }

        assertThat(links.count(1, 0)).isZero();
        assertThat(links.count(1, 2 * Links.LIMIT - 1)).isEqualTo(1);
        assertThat(links.after(0)).isEmpty();
    }
}
