package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevisionTest {
    @Test
    void aListOfAProfileBegunAnewIsNewerHoweverFewBehaviorsItKnows() {
        Recommendation list = Samples.recommendation();
        Revision known = Revision.of(list);
        list.setRevision(13);
        Revision later = Revision.of(list);
        list.setEpoch(list.getEpoch() + 1);
        list.setRevision(0);

        assertThat(Revision.of(list)).isGreaterThan(later);
        assertThat(later).isGreaterThan(known);
        assertThat(known.isAtLeast(known)).isTrue();
        assertThat(known.isAtLeast(later)).isFalse();
        assertThat(known).isGreaterThan(Revision.NONE);
    }
}
