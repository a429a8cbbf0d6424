package dev.tributary.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.HeldOut;
import dev.tributary.replay.playback.Negatives;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shop of six items, a to f. A deed is "user:item@day". Every user has touched few enough items that all others are drawn. */
class LeaveOneOutTest {
    private static final Whitening PLAIN = Whitening.none(2);
    private static final InterestModel MODEL = InterestModel.untrained(2);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void ranksTheLastItemAmongUntouchedOnes() {
        // known: u1:a u2:a u2:b u3:c; asked of u1: b (1 visit) against c (1), d, e, f (0): rank 1 or 2
        var figures = popular("u1:a@1", "u2:a@2", "u2:b@3", "u3:c@4", "u3:a@5", "u1:b@6", "u2:f@7");

        // u3 is asked for a (2 visits) among b, d, e, f: rank 1. u2 for f (0) among c (1), d, e (0): rank 2 to 4 alike
        double u1 = (1 + 1 / 2.0) / 2;
        double u2 = (1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 3;
        assertThat(measure(figures, "all", Measure.MRR)).isCloseTo((u1 + 1 + u2) / 3, within(1e-12));
        assertThat(measure(figures, "all", Measure.HR_5)).isEqualTo(1);
        double ndcg = ((1 + 1 / log2(3)) / 2 + 1 + (1 / log2(3) + 1 / log2(4) + 1 / log2(5)) / 3) / 3;
        assertThat(measure(figures, "all", Measure.NDCG_5)).isCloseTo(ndcg, within(1e-12));
        assertThat(measure(figures, "all", Measure.NDCG_10)).isCloseTo(ndcg, within(1e-12));
    }

    @Test
    void countsUsersNotSeeds() {
        var figures = popular("u1:a@1", "u1:b@2", "u2:a@3", "u2:c@4", "u3:a@5");

        // u3 has nothing before the last behavior, so is not asked
        assertThat(group(figures, "all").n()).isEqualTo(2);
    }

    @Test
    void ofTenItemsTiedAtTheTopHalfAreAmongFive() {
        var deeds = new ArrayList<String>();
        deeds.add("u1:a@1");
        deeds.add("u1:j@2");
        // a to j: nine untouched or asked for, none visited; nine share ranks 1 to 9
        var figures = new LeaveOneOut(POPULAR, false, 1, 99)
                .run(shop("abcdefghij", false, deeds), MODEL, percent -> {})
                .figures();

        assertThat(measure(figures, "all", Measure.HR_5)).isCloseTo(5 / 9.0, within(1e-12));
        assertThat(measure(figures, "all", Measure.HR_10)).isEqualTo(1);
    }

    @Test
    void knowsColdUsersAndColdItems() {
        var figures = popular("u1:a@1", "u2:a@1", "u2:b@2", "u2:c@3", "u2:a@4", "u1:d@5");

        assertThat(group(figures, "cold_users").n()).isEqualTo(1);
        assertThat(group(figures, "cold_items").n()).isEqualTo(1);
    }

    @Test
    void aRepeatThatTheScenarioForbidsIsAMiss() {
        assertThat(measure(popular("u1:a@1", "u1:b@2", "u1:a@3"), "all", Measure.MRR))
                .isZero();
    }

    @Test
    void drawsNothingThatTheUserEverTouchedAndNothingTwice() {
        Corpus corpus = shop("abcdefghij", false, List.of("u1:a@1", "u1:b@2", "u1:c@3", "u2:d@4"));
        var negatives = new Negatives(corpus);
        long[] keys = negatives.draw("u1", "shop", 5, 1);

        assertThat(keys).hasSize(5).doesNotHaveDuplicates().doesNotContain(key("a"), key("b"), key("c"));
        assertThat(negatives.draw("u1", "shop", 99, 1)).hasSize(7).contains(key("d"));
        assertThat(negatives.draw("u1", "cinema", 99, 1)).isEmpty();
    }

    @Test
    void theSameSeedDrawsTheSame() {
        Corpus corpus = shop("abcdefghij", false, List.of("u1:a@1", "u2:b@2"));
        var reversed = new ArrayList<>(corpus.items());
        Collections.reverse(reversed);
        var other = new Corpus(corpus.scenarios(), reversed, corpus.behaviors(), corpus.encoded());

        long[] once = new Negatives(corpus).draw("u1", "shop", 4, 1);
        assertThat(new Negatives(corpus).draw("u1", "shop", 4, 1)).isEqualTo(once);
        assertThat(new Negatives(other).draw("u1", "shop", 4, 1)).isEqualTo(once);
        assertThat(new Negatives(corpus).draw("u1", "shop", 4, 2)).isNotEqualTo(once);
    }

    @Test
    void whichItemIsAskedForChangesNoSignal() {
        String[] before = {"u1:a@1", "u2:a@1", "u2:b@2", "u1:c@2", "u3:b@3", "u3:d@4"};
        for (boolean clock : new boolean[] {false, true}) {
            for (int asked = 0; asked < 3; asked++) {
                var withE = signals(clock, asked, with(before, "u1:e@5", "u2:d@6", "u3:a@7"));
                var withF = signals(clock, asked, with(before, "u1:f@5", "u2:d@6", "u3:a@7"));
                if (asked == 0 || !clock) {
                    // neither its own question nor, without a clock, any other knows of the item of u1
                    assertThat(withE).usingRecursiveComparison().isEqualTo(withF);
                } else {
                    assertThat(withE).usingRecursiveComparison().isNotEqualTo(withF);
                }
            }
        }
    }

    @Test
    void whatHappensLaterOrAtTheSameMomentChangesNoPopularityOfTheClock() {
        var quiet = signals(true, 0, "u1:a@1", "u1:b@5", "u2:c@1", "u2:d@9");
        var busy = signals(true, 0, "u1:a@1", "u1:b@5", "u2:c@1", "u3:d@5", "u4:d@6", "u3:c@8", "u4:c@8", "u2:d@9");

        for (Signal signal : List.of(
                Signal.POPULARITY_1D,
                Signal.POPULARITY_7D,
                Signal.POPULARITY_30D,
                Signal.POPULARITY_90D,
                Signal.LAST_VISIT,
                Signal.NEWNESS)) {
            for (String item : List.of("a", "b", "c", "d")) {
                assertThat(row(busy, item)[signal.ordinal()])
                        .as(signal + " of " + item)
                        .isEqualTo(row(quiet, item)[signal.ordinal()]);
            }
        }
        // c was visited four days before the question
        assertThat(row(quiet, "c")[Signal.POPULARITY_7D.ordinal()])
                .isCloseTo((float) Math.log1p(Math.exp(-4 / 7.0)), within(1e-6f));
    }

    @Test
    void withoutAClockSignalsOfTimeAreNothing() {
        var rows = signals(false, 0, "u1:a@1", "u1:b@5", "u2:c@1", "u2:d@9");

        rows.values()
                .forEach(row -> Signal.TIME.forEach(
                        signal -> assertThat(row[signal.ordinal()]).isZero()));
        assertThat(row(rows, "c")[Signal.POPULARITY_ALL.ordinal()]).isCloseTo((float) Math.log(2), within(1e-6f));
    }

    @Test
    void refusesToAskEachZerothUser() {
        assertThatThrownBy(() -> new LeaveOneOut(POPULAR, true, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    private static final List<Variant> POPULAR = List.of(new Variant("popular", Variant.only(Signal.POPULARITY_ALL)));

    private static List<Figures> popular(String... deeds) {
        return new LeaveOneOut(POPULAR, false, 1, 99)
                .run(shop("abcdef", false, List.of(deeds)), MODEL, percent -> {})
                .figures();
    }

    private static String[] with(String[] before, String... after) {
        String[] all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }

    /** Signals of all items at one of the questions, counted from 0, by item key. */
    private static Map<Long, float[]> signals(boolean clock, int asked, String... deeds) {
        Corpus corpus = shop("abcdef", true, List.of(deeds));
        var heldOut = new HeldOut(corpus, PLAIN, clock);
        Behavior question = heldOut.questions().get(asked);
        Map<Long, float[]> rows = new HashMap<>();
        long[] all =
                "abcdef".chars().mapToLong(c -> key(String.valueOf((char) c))).toArray();
        heldOut.signals(question, heldOut.interest(question), all, (key, signals) -> rows.put(key, signals.clone()));
        assertThat(rows).hasSize(6);
        return rows;
    }

    private static float[] row(Map<Long, float[]> rows, String item) {
        return Objects.requireNonNull(rows.get(key(item)));
    }

    private static long key(String item) {
        return ItemKey.of(item);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static Figures group(List<Figures> figures, String group) {
        return figures.stream()
                .filter(row -> row.group().equals(group) && row.scenario().equals("shop"))
                .findFirst()
                .orElseThrow();
    }

    private static double measure(List<Figures> figures, String group, Measure measure) {
        return Objects.requireNonNull(group(figures, group).measures().get(measure))
                .mean();
    }

    private static Corpus shop(String ids, boolean repeats, List<String> deeds) {
        Map<String, float[]> encoded = new HashMap<>();
        var items = new ArrayList<Item>();
        for (char id : ids.toCharArray()) {
            encoded.put(String.valueOf(id), new float[] {(float) Math.cos(id), (float) Math.sin(id)});
            items.add(Item.newBuilder()
                    .setItemId(String.valueOf(id))
                    .setScenario("shop")
                    .setTitle(String.valueOf(id))
                    .setCategories(List.of())
                    .build());
        }
        List<Behavior> behaviors = IntStream.range(0, deeds.size())
                .mapToObj(i -> behavior(i, deeds.get(i).split("[:@]", 3)))
                .sorted((a, b) -> a.getOccurredAt().compareTo(b.getOccurredAt()))
                .toList();
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
                .setOccurredAt(BEGIN.plusSeconds(86_400L * Integer.parseInt(parts[2])))
                .build();
    }
}
