package dev.tributary.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfileTextsTest {
    private static final InterestModel BY_TEXT_PROFILE =
            new InterestModel(Whitening.none(2), Variant.only(Signal.TEXT_PROFILE), null);

    @Test
    void countsACallForEveryTextThatIsDue() {
        // 41 items, each with a title of its own, six hours apart
        assertThat(calls(different(41), "1", "5", "20", "doubling", "doubling:10", "1d", "never"))
                .containsExactly(41L, 8L, 2L, 4L, 3L, 11L, 0L);
    }

    @Test
    void theSameTextAgainNeedsNoCall() {
        // the text holds the ten newest behaviors: from the eleventh on it is the same
        List<Behavior> same =
                IntStream.range(0, 15).mapToObj(i -> Shop.behavior(i, "u", "a")).toList();

        assertThat(calls(same, "1", "5")).containsExactly(10L, 2L);
    }

    @Test
    void usersAreCountedApartAndDuplicatesNotAtAll() {
        var behaviors = new ArrayList<Behavior>();
        for (int i = 0; i < 4; i++) {
            behaviors.add(Shop.behavior(2 * i, "u1", "a"));
            behaviors.add(Shop.behavior(2 * i + 1, "u2", "b"));
        }
        behaviors.add(behaviors.get(7)); // with the same event id

        List<TextCost> costs = costs(behaviors, "2", "5");

        assertThat(costs).extracting(TextCost::calls).containsExactly(4L, 0L);
        assertThat(costs).extracting(TextCost::behaviors).containsOnly(8L);
        assertThat(costs.get(0).perBehavior()).isEqualTo(0.5);
    }

    @Test
    void anEmptyTextIsNotEncoded() {
        List<Behavior> untitled = List.of(Shop.behavior(0, "u", "nameless"), Shop.behavior(1, "u", "a"));

        assertThat(calls(untitled, "1", "2")).containsExactly(1L, 1L);
    }

    @Test
    void aPolicyIsPlacedByTheTextItHadEncodedLast() {
        var encoded = new ArrayList<String>();
        ProfileTexts texts = texts(text -> {
            encoded.add(text);
            return Shop.vector(
                    text.lines().findFirst().orElse("").replace("take ", "").replace(" (shop)", ""));
        });
        // u takes a, b and then c: of the newest text (b) c is the second nearest, of the first (a) it is the last
        Scoreboard scoreboard = new Prequential(List.of(), texts, 0.7, 1, 1)
                .run(
                        Shop.of(List.of(
                                Shop.behavior(0, "u", "a"), Shop.behavior(1, "u", "b"), Shop.behavior(2, "u", "c"))),
                        BY_TEXT_PROFILE,
                        percent -> {});

        assertThat(rank(scoreboard, "1")).isCloseTo(1 / 2.0, within(1e-9));
        assertThat(rank(scoreboard, "doubling:1")).isCloseTo(1 / 2.0, within(1e-9));
        assertThat(rank(scoreboard, "7d")).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(rank(scoreboard, "never"))
                .as("three items that are level")
                .isCloseTo((1 + 1 / 2.0 + 1 / 3.0) / 3, within(1e-9));
        assertThat(encoded)
                .as("each text once")
                .containsExactlyInAnyOrder("take b (shop)\ntake a (shop)", "take a (shop)");
    }

    private static double rank(Scoreboard scoreboard, String policy) {
        Figures figures = scoreboard.figures().stream()
                .filter(row -> row.variant().equals("profile text " + policy))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(figures.measures().get(Measure.MRR)).mean();
    }

    private interface Encoder {
        float[] encode(String text);
    }

    private static ProfileTexts texts(Encoder encoder) {
        return new ProfileTexts(
                policies("1", "doubling:1", "7d", "never"),
                Shop.SCENARIOS,
                text -> CompletableFuture.completedFuture(encoder.encode(text)));
    }

    private static List<TextPolicy> policies(String... names) {
        return Stream.of(names).map(TextPolicy::parse).toList();
    }

    private static List<Behavior> different(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Shop.behavior(i, "u", "i" + i))
                .toList();
    }

    private static List<Long> calls(List<Behavior> behaviors, String... policies) {
        return costs(behaviors, policies).stream().map(TextCost::calls).toList();
    }

    private static List<TextCost> costs(List<Behavior> behaviors, String... policies) {
        List<Item> items = behaviors.stream()
                .map(Behavior::getItemId)
                .distinct()
                .map(id -> Shop.item(id, id.equals("nameless") ? "" : "thing " + id))
                .toList();
        var state = new StreamState(new Corpus(Shop.SCENARIOS, items, behaviors, Map.of()), Whitening.none(2));
        var texts = new ProfileTexts(policies(policies), Shop.SCENARIOS, text -> new CompletableFuture<>());
        for (Behavior behavior : behaviors) {
            if (state.update(behavior)) {
                texts.update(behavior, state.profile(behavior.getUserId()));
            }
        }
        return texts.costs();
    }
}
