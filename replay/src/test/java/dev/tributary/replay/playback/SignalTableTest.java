package dev.tributary.replay.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.interest.IndexedItem;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalTableTest {
    private static final QuantizedVector PROFILE = vector(0.6f, 0.8f);

    private final ItemIndex index = new ItemIndex();

    @Test
    void anotherProfileTextCanBePutInWithoutComputingTheRestAgain() {
        put("a", vector(1, 0));
        put("b", vector(0, 1));
        put("without text", null);
        Interest interest = UserProfile.empty().interest("shop", 0, new long[0]).with(null, vector(0, -1));
        var table = new SignalTable();
        table.fill(index, interest, ItemKey.of("b"));

        table.replace(Signal.TEXT_PROFILE, key -> index.similarity(key, PROFILE));

        var afresh = new SignalTable();
        afresh.fill(index, interest.with(PROFILE, vector(0, -1)), ItemKey.of("b"));
        assertThat(rows(table)).usingRecursiveComparison().isEqualTo(rows(afresh));
        assertThat(table.place(signals -> signals[Signal.TEXT_PROFILE.ordinal()])
                        .better())
                .isZero();
    }

    @Test
    void aValueGoesToItsItem() {
        put("a", null);
        put("b", null);
        var table = new SignalTable();
        table.fill(index, UserProfile.empty().interest("shop", 0, new long[0]), ItemKey.of("b"));

        table.replace(Signal.TEXT_PROFILE, key -> key == ItemKey.of("b") ? 2 : 1);

        assertThat(table.row(table.target())[Signal.TEXT_PROFILE.ordinal()]).isEqualTo(2);
        assertThat(rows(table))
                .extracting(row -> row[Signal.TEXT_PROFILE.ordinal()])
                .containsExactlyInAnyOrder(1f, 2f);
    }

    private void put(String id, @Nullable QuantizedVector vector) {
        index.put(new IndexedItem(id, "shop", id, vector, 0, 0, Long.MAX_VALUE));
    }

    private static QuantizedVector vector(float x, float y) {
        return QuantizedVector.of(new float[] {x, y});
    }

    private static List<float[]> rows(SignalTable table) {
        var rows = new ArrayList<float[]>();
        for (int i = 0; i < table.size(); i++) {
            rows.add(table.row(i).clone());
        }
        return rows;
    }
}
