package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Test
    void givesOneObjectForEqualNames() {
        String first = names.one("running");

        assertThat(names.one(another("running"))).isSameAs(first);
        assertThat(names.each(List.of(another("running"), "hiking")).get(0)).isSameAs(first);
        assertThat(names.each(List.of("hiking", "running"))).containsExactly("hiking", "running");
    }

    @Test
    void forgetsThemWhenTheyAreMoreThanCanComeAgain() {
        String first = names.one("running");
        for (int i = 0; i < Names.MOST; i++) {
            names.one("made up " + i);
        }

        assertThat(names.one(another("running"))).isEqualTo(first).isNotSameAs(first);
    }

    private static String another(String name) {
        return new String(name.toCharArray());
    }
}
