package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.interest;
import static dev.tributary.models.interest.Story.item;
import static dev.tributary.models.interest.Story.past;
import static dev.tributary.models.interest.Story.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.vector.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A reason that names a past behavior is true: had the user not done it, the item's score would be lower. */
class TrueReasonsTest {
    private static final int TOPICS = 8;

    private final Random random = new Random(3);
    private final ItemIndex index = new ItemIndex();
    private final List<PastBehavior> pasts = new ArrayList<>();

    @Test
    void withoutTheBehaviorBehindItsFirstReasonAnItemScoresLower() {
        fillIndex();
        for (int i = 0; i < TOPICS; i++) {
            pasts.add(past("p" + i, i % 2 == 0 ? "shop" : "feed", 100 + i, about(i)));
        }
        var ranker = new BlendRanker();
        Interest whole = interest(profile(pasts.toArray(PastBehavior[]::new)), "shop", 200);
        int checked = 0;
        for (Candidate candidate : index.best(whole, ranker, 40, 40)) {
            Explanation first = Explanation.of(candidate, whole, ranker.in("shop", null), Wording.of("en"), 1)
                    .get(0);
            if (first.itemId() != null) {
                PastBehavior[] rest = pasts.stream()
                        .filter(past -> !past.itemId().equals(first.itemId()))
                        .toArray(PastBehavior[]::new);
                float without = index.score(
                                interest(profile(rest), "shop", 200), ranker, List.of(candidate.itemId()), 1)
                        .get(0)
                        .score();
                assertThat(without)
                        .as("%s without %s", candidate.itemId(), first.itemId())
                        .isLessThan(candidate.score());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    private void fillIndex() {
        for (int i = 0; i < 80; i++) {
            index.put(item("i" + i, "shop", about(i % TOPICS)));
            for (int visit = 0; visit < 2; visit++) {
                index.visit(ItemKey.of("i" + i), i, new long[] {ItemKey.of("p" + random.nextInt(TOPICS))});
            }
        }
    }

    private float[] about(int topic) {
        var vector = new float[TOPICS];
        for (int i = 0; i < TOPICS; i++) {
            vector[i] = (float) (random.nextGaussian() * 0.1) + (i == topic ? 1 : 0);
        }
        return Vectors.normalize(vector);
    }
}
