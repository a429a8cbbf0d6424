package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.interest;
import static dev.tributary.models.interest.Story.past;
import static dev.tributary.models.interest.Story.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Ranker.Scorer SUM = signals -> {
        float sum = 0;
        for (float signal : signals) {
            sum += signal;
        }
        return sum;
    };

    private final Interest interest = interest(profile(past("pot", "shop", 1), past("kyoto", "video", 2)), "feed", 3);

    @Test
    void namesThePastItemThatIsMostSimilar() {
        var explanation = explain(Map.of(Signal.TEXT_MAX, 0.9f), 1, -1, "en").get(0);

        assertThat(explanation.text()).isEqualTo("because you viewed “Title of pot” in shop");
        assertThat(explanation.itemId()).isEqualTo("pot");
        assertThat(explanation.scenario()).isEqualTo("shop");
        assertThat(explanation.contribution()).isCloseTo(0.9f, within(1e-6f));
    }

    @Test
    void namesThePastItemThatOthersWentOnFrom() {
        // trail: kyoto, pot
        assertThat(explain(Map.of(Signal.NEIGHBORS, 1f), -1, 0, "en").get(0).text())
                .isEqualTo("others who viewed “Title of kyoto” (video) went on to this");
    }

    @Test
    void givesTheLargestContributionsFirstAndNoNegativeOnes() {
        var explanations =
                explain(Map.of(Signal.NEWNESS, 0.2f, Signal.POPULARITY_7D, 0.7f, Signal.TEXT_MEAN, -1f), 0, -1, "en");

        assertThat(explanations).extracting(Explanation::text).containsExactly("popular in feed now", "new in feed");
    }

    @Test
    void saysTheSameOnlyOnce() {
        var explanations = explain(
                Map.of(Signal.POPULARITY_1D, 0.5f, Signal.POPULARITY_7D, 0.7f, Signal.REPEAT, 0.1f), -1, -1, "en");

        assertThat(explanations).extracting(Explanation::signal).containsExactly(Signal.POPULARITY_7D, Signal.REPEAT);
    }

    @Test
    void speaksChinese() {
        assertThat(explain(Map.of(Signal.TEXT_LAST, 1f), 0, -1, "zh").get(0).text())
                .isEqualTo("因为你在video浏览了“Title of kyoto”");
    }

    @Test
    void staysVagueWhenThePastItemIsNoLongerKnown() {
        assertThat(explain(Map.of(Signal.TEXT_MAX, 1f), -1, -1, "en").get(0).text())
                .isEqualTo("fits what you do across scenarios");
    }

    @Test
    void cutsLongTitlesAndActionsBetweenCharacters() {
        var past = new PastBehavior(1, "pot", 2, "shop", "x".repeat(256), "𝄞".repeat(250), 1, 1, null);

        assertThat(explain(interest(profile(past), "feed", 3), Map.of(Signal.TEXT_MAX, 1f), 0, -1, "en")
                        .get(0)
                        .text())
                .isEqualTo("because you " + "x".repeat(79) + "… “" + "𝄞".repeat(40) + "…” in shop");
    }

    @Test
    void aCandidateOfAFormerVersionThatKnewFewerSignalsIsExplainedToo() {
        var signals = new float[Signal.COUNT - 1];
        signals[Signal.NEWNESS.ordinal()] = 0.2f;
        var candidate = new Candidate("i", "I", 1, signals, List.of(), -1, -1, null);

        var explained = Explanation.of(candidate, interest, new BlendRanker(), Wording.of("en"), 3);

        assertThat(explained).extracting(Explanation::signal).containsExactly(Signal.NEWNESS);
    }

    private List<Explanation> explain(Map<Signal, Float> values, int similarTo, int followedFrom, String language) {
        return explain(interest, values, similarTo, followedFrom, language);
    }

    private static List<Explanation> explain(
            Interest interest, Map<Signal, Float> values, int similarTo, int followedFrom, String language) {
        var signals = new float[Signal.COUNT];
        values.forEach((signal, value) -> signals[signal.ordinal()] = value);
        var candidate = new Candidate("i", "I", 1, signals, List.of(), similarTo, followedFrom, null);
        return Explanation.of(candidate, interest, SUM, Wording.of(language), 3);
    }
}
