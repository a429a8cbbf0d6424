package dev.tributary.replay.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private final Item pot = item("i1", "tea pot");
    private final Item chair = item("i2", "chair");
    private final Behavior first = behavior("e1", "i1");
    private final Behavior second = behavior("e2", "i2");

    @Test
    void theSameRecordsHaveTheSameFingerprintInWhateverOrder() {
        assertThat(fingerprint(List.of(pot, chair), List.of(first, second)))
                .isEqualTo(fingerprint(List.of(chair, pot), List.of(second, first)));
    }

    @Test
    void otherRecordsHaveAnother() {
        String fingerprint = fingerprint(List.of(pot, chair), List.of(first, second));

        assertThat(List.of(
                        fingerprint(List.of(pot, item("i2", "garden chair")), List.of(first, second)),
                        fingerprint(List.of(pot, chair), List.of(first)),
                        fingerprint(List.of(pot, chair), List.of(first, behavior("e2", "i1"))),
                        fingerprint(List.of(item("i1t", "ea pot"), chair), List.of(first, second))))
                .doesNotContain(fingerprint)
                .doesNotHaveDuplicates();
    }

    private static String fingerprint(List<Item> items, List<Behavior> behaviors) {
        return new Corpus(List.of(), items, behaviors, Map.of()).fingerprint();
    }

    private static Item item(String id, String title) {
        return Item.newBuilder()
                .setItemId(id)
                .setScenario("shop")
                .setTitle(title)
                .setCategories(List.of())
                .build();
    }

    private static Behavior behavior(String id, String item) {
        return Behavior.newBuilder()
                .setEventId(id)
                .setUserId("u1")
                .setScenario("shop")
                .setItemId(item)
                .setAction("view")
                .setOccurredAt(Instant.EPOCH)
                .build();
    }
}
