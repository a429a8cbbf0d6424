package dev.tributary.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Signal;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrequentialTest {
    private static final List<Variant> POPULAR = List.of(new Variant("popular", Variant.only(Signal.POPULARITY_ALL)));

    @Test
    void ranksByWhatWasKnownBefore() {
        // a is taken three times; then d takes a: rank 1. Of 4 items, b takes x: rank 2 to 4 alike (x, y, z never
        // visited)
        List<Figures> figures = run(0.6, 1, false, "u1:a", "u2:a", "u3:a", "u4:a", "u5:x");

        assertThat(measure(figures, "all", Measure.MRR))
                .isCloseTo((1 + (1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 3) / 2, within(1e-12));
        assertThat(group(figures, "all").n()).isEqualTo(2);
        assertThat(group(figures, "cold_items").n()).isEqualTo(1);
        assertThat(group(figures, "cold_users").n()).isEqualTo(2);
    }

    @Test
    void learnsAfterEachPrediction() {
        // the second visit of x is predicted with the first one known: a and x are level, rank 1 or 2
        List<Figures> figures = run(0.5, 2, false, "u1:a", "u2:x", "u3:x", "u4:y");

        assertThat(measure(figures, "all", Measure.MRR)).isCloseTo((1 + 1 / 2.0) / 2, within(1e-12));
    }

    @Test
    void leavesOutWhatTheUserHadWhereRepeatsAreForbidden() {
        // a is most popular, but u1 had it: b comes first
        assertThat(measure(run(0.75, 1, false, "u1:a", "u2:a", "u2:b", "u1:b"), "all", Measure.MRR))
                .isEqualTo(1);
        assertThat(measure(run(0.75, 1, true, "u1:a", "u2:a", "u2:b", "u1:b"), "all", Measure.MRR))
                .isEqualTo(0.5);
    }

    @Test
    void countsAForbiddenRepeatAsAMiss() {
        assertThat(measure(run(0.5, 1, false, "u1:a", "u1:a"), "all", Measure.MRR))
                .isZero();
    }

    @Test
    void usersAreColdUntilTheirThirdBehavior() {
        List<Figures> figures = run(0, 1, true, "u1:a", "u1:b", "u1:x", "u1:y", "u1:z");

        assertThat(group(figures, "cold_users").n()).isEqualTo(3);
    }

    @Test
    void refusesSharesThatMakeNoSense() {
        assertThatThrownBy(() -> new Prequential(POPULAR, 0.8, 0.7, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Prequential(POPULAR, 0.8, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Figures> run(double warm, int every, boolean repeats, String... deeds) {
        return new Prequential(POPULAR, warm, 1, every)
                .run(little(repeats, List.of(deeds)), InterestModel.untrained(2), percent -> {})
                .figures();
    }

    private static Figures group(List<Figures> figures, String group) {
        return figures.stream()
                .filter(row -> row.group().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private static double measure(List<Figures> figures, String group, Measure measure) {
        return Objects.requireNonNull(group(figures, group).measures().get(measure))
                .mean();
    }

    /** Items a, x, y and z, and b where it is taken; texts of two dimensions. */
    private static Corpus little(boolean repeats, List<String> deeds) {
        var ids = new ArrayList<>(List.of("a", "x", "y", "z"));
        if (deeds.stream().anyMatch(deed -> deed.endsWith(":b"))) {
            ids.add("b");
        }
        List<Item> items = ids.stream()
                .map(id -> Item.newBuilder()
                        .setItemId(id)
                        .setScenario("shop")
                        .setTitle(id)
                        .setCategories(List.of())
                        .build())
                .toList();
        List<Behavior> behaviors = IntStream.range(0, deeds.size())
                .mapToObj(i -> behavior(i, deeds.get(i).split(":", 2)))
                .toList();
        Map<String, float[]> encoded = ids.stream().collect(Collectors.toMap(id -> id, id ->
                new float[] {(float) Math.cos(id.charAt(0)), (float) Math.sin(id.charAt(0))}));
        return new Corpus(List.of(new ScenarioSpec("shop", "a shop", "en", repeats)), items, behaviors, encoded);
    }

    private static Behavior behavior(int i, String[] parts) {
        return Behavior.newBuilder()
                .setEventId("e" + i)
                .setUserId(parts[0])
                .setScenario("shop")
                .setItemId(parts[1])
                .setAction("take")
                .setContext(Map.of())
                .setOccurredAt(Instant.ofEpochSecond(1_000_000 + i))
                .build();
    }
}
