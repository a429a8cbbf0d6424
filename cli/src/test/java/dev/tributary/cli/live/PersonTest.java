package dev.tributary.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonTest {
    private final Person person = new Person("u1");

    @Test
    void showsTheListOfAProfileBegunAnewAndNoOlderOne() {
        assertThat(person.show(list("newer", 1_000, 50))).isTrue();
        assertThat(person.show(list("older", 1_000, 49))).isFalse();
        assertThat(person.show(list("anew", 2_000, 1))).isTrue();
        assertThat(person.show(list("late", 1_000, 51))).isFalse();

        assertThat(person.lists.get("shop")).extracting(ShownList::id).isEqualTo("anew");
        assertThat(person.shown().revision()).isEqualTo(1);
    }

    @Test
    void asksForTheTextOfAProfileBegunAnew() {
        person.watchers.add(new Watcher("u1"));
        person.show(list("first", 1_000, 50));
        person.describe("fifty lines", new Revision(1_000, 50));
        assertThat(person.wantsDescription(0)).isFalse();

        person.show(list("anew", 2_000, 1));
        assertThat(person.wantsDescription(0)).isTrue();
        assertThat(person.wantsDescription(1)).as("just asked").isFalse();
        assertThat(person.describe("one line", new Revision(2_000, 1))).isTrue();
        assertThat(person.describe("fifty lines", new Revision(1_000, 50))).isFalse();

        assertThat(person.shown().profile()).isEqualTo("one line");
    }

    private static ShownList list(String id, long epoch, long revision) {
        return new ShownList(id, "u1", "shop", "BEHAVIOR", null, null, epoch, revision, 0, List.of());
    }
}
