package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.DAY;
import static dev.tributary.models.interest.Story.interest;
import static dev.tributary.models.interest.Story.item;
import static dev.tributary.models.interest.Story.keys;
import static dev.tributary.models.interest.Story.past;
import static dev.tributary.models.interest.Story.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Vectors;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemIndexTest {
    private static final Ranker BLEND = new BlendRanker();

    private final ItemIndex index = new ItemIndex();

    @Test
    void findsWhatIsNearInText() {
        index.put(item("near", "shop", 1, 0.1f));
        index.put(item("far", "shop", -1, 0.1f));
        index.put(item("elsewhere", "feed", 1, 0));

        List<Candidate> found = best(profile(past("seen", "feed", 1, 1, 0)));

        assertThat(found.get(0).itemId()).isEqualTo("near");
        assertThat(found.get(0).sources()).contains("text");
        assertThat(found).extracting(Candidate::itemId).doesNotContain("elsewhere");
    }

    @Test
    void refusesWhatItHasNoRoomForAndSaysWhatHelps() {
        var small = new ItemIndex(4 * 96); // bytes, a group of four for each vector
        IntStream.range(0, 96).forEach(i -> small.put(item("item" + i, "shop", 1, i)));
        IndexedItem more = item("more", "shop", 1, 0);

        assertThat(small.hasRoomFor(more)).isFalse();
        assertThatThrownBy(() -> small.put(more))
                .hasMessage("Scenario 'shop' has no room: an index holds 384 bytes of its vectors at most."
                        + " More subtasks share a larger catalog.");
        assertThat(small.contains(ItemKey.of("more"))).isFalse();

        small.put(item("elsewhere", "feed", 1, 0));
        small.put(item("item7", "shop", 0, 1));
        small.remove("item3");
        small.put(more);
        UserProfile anybody = profile(past("seen", "feed", 1, 1, 0));
        assertThat(small.best(interest(anybody, "shop", 2), BLEND, 200, 200)).hasSize(96);
    }

    @Test
    void findsWhatOthersWentOnTo() {
        index.put(item("followed", "shop"));
        index.put(item("other", "shop"));
        visit("followed", 1, "seen");

        List<Candidate> found = best(profile(past("seen", "feed", 2)));

        assertThat(found.get(0).itemId()).isEqualTo("followed");
        assertThat(found.get(0).sources()).contains("neighbors");
        assertThat(found.get(0).followedFrom()).isZero();
    }

    @Test
    void findsWhatIsPopularAndWhatIsNew() {
        IntStream.range(0, 20).forEach(i -> index.put(item("plain" + i, "shop")));
        index.put(item("popular", "shop"));
        index.put(item("new", "shop", 10 * DAY, Long.MAX_VALUE, null));
        visit("popular", 9 * DAY);

        List<Candidate> found = index.best(interest(UserProfile.empty(), "shop", 10 * DAY), BLEND, 4, 2);

        assertThat(found).extracting(Candidate::itemId).containsExactlyInAnyOrder("popular", "new");
        assertThat(byId(found, "popular").sources()).containsExactly("trend");
        assertThat(byId(found, "new").sources()).containsExactly("new");
    }

    @Test
    void signalsAreWhatTheyAreCalled() {
        index.put(item("target", "shop", 20 * DAY, Long.MAX_VALUE, QuantizedVector.of(new float[] {0.6f, 0.8f})));
        visit("target", 49 * DAY + DAY / 2, "x", "y");
        visit("target", 49 * DAY + DAY / 2, "x");
        UserProfile profile = profile(
                past("target", "shop", 40 * DAY, 0.6f, 0.8f),
                past("x", "shop", 41 * DAY, 1, 0),
                past("y", "feed", 49 * DAY + DAY / 2, 0, 1));
        Interest interest = interest(profile, "shop", 50 * DAY)
                .with(QuantizedVector.of(new float[] {-1, 0}), QuantizedVector.of(new float[] {0, -1}));

        Candidate target = index.score(interest, BLEND, List.of("target"), 1).get(0);

        signal(target, Signal.TEXT_LAST, 0.8);
        signal(target, Signal.TEXT_MAX, 1);
        signal(target, Signal.TEXT_PROFILE, -0.6);
        signal(target, Signal.TEXT_DESCRIPTION, -0.8);
        double x = 0.7 + 0.49 * 0.6;
        double y = 1 + 0.49 * 0.8;
        signal(target, Signal.TEXT_MEAN, (0.6 * x + 0.8 * y) / Math.hypot(x, y));
        x = 1 + 0.9 * 0.6;
        y = 0.9 * 0.8;
        signal(target, Signal.TEXT_SCENARIO, (0.6 * x + 0.8 * y) / Math.hypot(x, y));
        double tenTimesTamed = 10 * Math.pow(2, -0.3);
        signal(target, Signal.NEIGHBORS, Math.log1p((1 + 2 * UserProfile.TRAIL_DECAY) * tenTimesTamed));
        signal(target, Signal.NEIGHBORS_SCENARIO, Math.log1p(2 * UserProfile.TRAIL_DECAY * tenTimesTamed));
        signal(target, Signal.NEIGHBORS_STRONGEST, Math.log1p(2 * UserProfile.TRAIL_DECAY * tenTimesTamed));
        signal(target, Signal.NEIGHBORS_DAY, Math.log1p(tenTimesTamed));
        signal(target, Signal.NEIGHBORS_EVEN, Math.log1p(3 * tenTimesTamed));
        signal(target, Signal.NEIGHBORS_LAST, Math.log1p(tenTimesTamed));
        signal(target, Signal.NEIGHBORS_COUNT, Math.log(3));
        signal(target, Signal.NEIGHBORS_CLOSE, Math.log1p((0.5 + 2 * UserProfile.TRAIL_DECAY) * tenTimesTamed));
        signal(target, Signal.POPULARITY_ALL, Math.log(3));
        signal(target, Signal.LAST_VISIT, 2 / 3.0);
        signal(target, Signal.NEWNESS, Math.exp(-0.5 / 30));
        signal(target, Signal.REPEAT, Math.pow(0.5, 2 / 25.0));
        signal(target, Signal.REPEAT_RECENT, Math.exp(-10.0 / 30));
        signal(target, Signal.USER_HISTORY, Math.log(4));
        signal(target, Signal.USER_PAUSE, 2 / 3.0);
        signal(target, Signal.USER_FOCUS, 2 / 3.0);
        signal(target, Signal.USER_MAINSTREAM, 0);
        assertThat(target.similarTo()).isEqualTo(2);
        assertThat(target.followedFrom()).isEqualTo(1);
        assertThat(target.score()).isEqualTo(BLEND.in("shop", null).score(target.signals()));
    }

    @Test
    void anItemsScoreDoesNotDependOnWhatIsScoredWithIt() {
        for (int i = 0; i < 30; i++) {
            index.put(item("i" + i, "shop", i, 30 - i));
            visit("i" + i, i, "seen", "i" + (i / 2));
        }
        Interest interest = interest(profile(past("seen", "feed", 1, 1, 0), past("i3", "shop", 2, 0, 1)), "shop", 40);

        for (Candidate candidate : index.best(interest, BLEND, 10, 30)) {
            assertThat(index.score(interest, BLEND, List.of(candidate.itemId()), 1))
                    .extracting(Candidate::score)
                    .containsExactly(candidate.score());
        }
    }

    @Test
    void hidesWhatMustNotBeShown() {
        index.put(item("consumed", "shop", 1, 0));
        index.put(item("expired", "shop", 0, 5, QuantizedVector.of(new float[] {1, 0})));
        index.put(item("fine", "shop", 1, 0));
        Interest interest = profile(past("seen", "feed", 1, 1, 0)).interest("shop", 5, keys("consumed"));

        assertThat(index.best(interest, BLEND, 10, 10))
                .extracting(Candidate::itemId)
                .containsExactly("fine");
        assertThat(index.score(interest, BLEND, List.of("consumed", "expired", "unknown", "fine"), 9))
                .extracting(Candidate::itemId)
                .containsExactly("fine");
    }

    @Test
    void hidesAnItemUntilItIsAvailable() {
        index.put(item("next month", "shop", 30 * DAY, Long.MAX_VALUE, QuantizedVector.of(new float[] {1, 0})));
        index.put(item("now", "shop", 1, 0));
        visit("next month", 1, "seen");
        UserProfile profile = profile(past("seen", "feed", 1, 1, 0));

        assertThat(index.best(interest(profile, "shop", 30 * DAY - 1), BLEND, 10, 10))
                .extracting(Candidate::itemId)
                .containsExactly("now");
        assertThat(index.score(interest(profile, "shop", 30 * DAY - 1), BLEND, List.of("next month"), 9))
                .isEmpty();
        assertThat(index.best(interest(profile, "shop", 30 * DAY), BLEND, 10, 10))
                .extracting(Candidate::itemId)
                .containsExactlyInAnyOrder("next month", "now");
    }

    @Test
    void anItemFromBefore1970IsOld() {
        index.put(item("film of 1942", "shop", -28 * 365 * DAY, Long.MAX_VALUE, null));
        index.put(item("film of 1", "shop", -719_162 * DAY, Long.MAX_VALUE, null));

        assertThat(best(UserProfile.empty())).hasSize(2).allSatisfy(film -> signal(film, Signal.NEWNESS, 0));
    }

    @Test
    void forgetsARemovedItemAndUsesItsSlotAgain() {
        index.put(item("gone", "shop", 1, 0));
        visit("gone", 1, "seen");

        assertThat(index.remove("gone")).isTrue();
        assertThat(index.remove("gone")).isFalse();
        index.put(item("next", "shop"));

        assertThat(index.size()).isEqualTo(1);
        assertThat(index.memory(ItemKey.of("gone"))).isNull();
        List<Candidate> found = best(profile(past("seen", "feed", 1, 1, 0)));
        assertThat(found).extracting(Candidate::itemId).containsExactly("next");
        assertThat(found.get(0).signals()[Signal.NEIGHBORS.ordinal()]).isZero();
        assertThat(found.get(0).signals()[Signal.POPULARITY_ALL.ordinal()]).isZero();
        assertThat(found.get(0).signals()[Signal.TEXT_MEAN.ordinal()]).isZero();
    }

    @Test
    void passesOverARemovedItemAmongOthersThatCameAfterTheSame() {
        index.put(item("gone", "shop", 1, 0));
        index.put(item("stays", "shop", 1, 0));
        visit("gone", 1, "seen");
        visit("stays", 1, "seen");

        index.remove("gone");

        List<Candidate> found = best(profile(past("seen", "feed", 1, 1, 0)));
        assertThat(found).extracting(Candidate::itemId).containsExactly("stays");
        assertThat(found.get(0).signals()[Signal.NEIGHBORS.ordinal()]).isPositive();
    }

    @Test
    void comparesVectorsOfFullLengthWithAnOddNumberOfItems() {
        var random = new Random(1);
        float[] seen = unit(random);
        var cosines = new TreeMap<String, Float>();
        for (int i = 0; i < 6; i++) {
            float[] vector = unit(random);
            index.put(item("item-" + i, "shop", vector));
            cosines.put("item-" + i, Vectors.dot(seen, vector));
        }
        index.put(item("without vector", "shop"));
        cosines.put("without vector", 0f);

        Interest interest = interest(profile(past("seen", "feed", 1, seen)), "shop", DAY);
        List<Candidate> found = index.best(interest, BLEND, 20, 10);

        assertThat(found).hasSize(7);
        for (Candidate candidate : found) {
            signal(candidate, Signal.TEXT_LAST, cosines.getOrDefault(candidate.itemId(), Float.NaN));
        }
        assertThat(index.best(interest, BLEND, 1, 10))
                .filteredOn(candidate -> candidate.sources().contains("text"))
                .extracting(Candidate::itemId)
                .containsExactly(Collections.max(cosines.entrySet(), Map.Entry.comparingByValue())
                        .getKey());
    }

    private static float[] unit(Random random) {
        var vector = new float[384];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Vectors.normalize(vector);
    }

    @Test
    void replacingAnItemKeepsWhatVisitsTaught() {
        index.put(item("a", "shop", 1, 0));
        visit("a", 1, "seen");

        index.put(new IndexedItem("a", "shop", "A new title", null, 0, 0, Long.MAX_VALUE));

        Candidate found = best(profile(past("seen", "feed", 1))).get(0);
        assertThat(found.title()).isEqualTo("A new title");
        assertThat(found.signals()[Signal.NEIGHBORS.ordinal()]).isPositive();
    }

    @Test
    void anItemCanMoveToAnotherScenario() {
        index.put(item("a", "shop"));
        index.put(item("a", "feed"));

        assertThat(index.size()).isEqualTo(1);
        assertThat(best(UserProfile.empty())).isEmpty();
        assertThat(index.best(interest(UserProfile.empty(), "feed", 1), BLEND, 10, 10))
                .hasSize(1);
    }

    @Test
    void anotherIndexRestoredFromMemoryIsTheSame() {
        var other = new ItemIndex();
        for (String id : List.of("a", "b")) {
            index.put(item(id, "shop", 1, 0));
            other.put(item(id, "shop", 1, 0));
        }
        visit("a", 1, "x", "y");
        visit("a", 3, "x");
        visit("b", 2, "a");
        for (long key : keys("a", "b")) {
            other.restore(key, Objects.requireNonNull(index.memory(key)));
        }
        Interest interest = interest(profile(past("x", "feed", 1, 1, 0), past("a", "shop", 2, 0, 1)), "shop", 4);

        assertThat(other.best(interest, BLEND, 10, 10))
                .usingRecursiveComparison()
                .isEqualTo(index.best(interest, BLEND, 10, 10));
    }

    @Test
    void saysWhenAMemoryIsDue() {
        index.put(item("a", "shop"));
        long key = ItemKey.of("a");
        visit("a", 1);
        assertThat(index.memoryAfter(key, 2)).isNull();
        visit("a", 2);
        @Nullable ItemMemory due = index.memoryAfter(key, 2);

        assertThat(Objects.requireNonNull(due).counts().all()).isEqualTo(2);
        assertThat(index.memoryAfter(ItemKey.of("unknown"), 1)).isNull();
    }

    @Test
    void visitsOfUnknownItemsTeachNothing() {
        visit("unknown", 1, "x");
        index.restore(ItemKey.of("unknown"), ItemMemory.NONE);

        assertThat(index.size()).isZero();
    }

    @Test
    void ordersEqualScoresByItem() {
        for (String id : List.of("c", "a", "b")) {
            index.put(item(id, "shop"));
        }

        assertThat(index.score(interest(UserProfile.empty(), "shop", 1), BLEND, List.of("c", "b", "a"), 3))
                .extracting(Candidate::itemId)
                .containsExactly("a", "b", "c");
    }

    private List<Candidate> best(UserProfile profile) {
        return index.best(interest(profile, "shop", DAY), BLEND, 10, 10);
    }

    private void visit(String item, long at, String... after) {
        index.visit(ItemKey.of(item), at, keys(after));
    }

    private static Candidate byId(List<Candidate> candidates, String itemId) {
        return candidates.stream()
                .filter(candidate -> candidate.itemId().equals(itemId))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(Candidate candidate, Signal signal, double expected) {
        assertThat((double) candidate.signals()[signal.ordinal()])
                .as(signal.label())
                .isCloseTo(expected, within(0.012));
    }
}
