package dev.tributary.models.interest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is in a list: one contribution to its score, in words.
 *
 * @param contribution what the signal added to the score
 * @param itemId the past item behind it, or null
 * @param scenario the scenario of that past behavior, or null
 */
public record Explanation(
        Signal signal,
        float contribution,
        String text,
        @Nullable String itemId,
        @Nullable String scenario) {

    /**
     * The largest contributions, largest first. Of signals that say the same in words only the largest speaks.
     *
     * @param most how many to give; fewer if fewer signals raised the score
     */
    public static List<Explanation> of(
            Candidate candidate, Interest interest, Ranker.Scorer scorer, Wording wording, int most) {
        float[] contributions = scorer.contributions(candidate.signals());
        Signal[] signals = Signal.values();
        var explanations = new ArrayList<Explanation>(most);
        IntStream.range(0, contributions.length)
                .filter(i -> contributions[i] > 0 && signals[i].isOfItem())
                .boxed()
                .sorted((a, b) -> Float.compare(contributions[b], contributions[a]))
                .map(i -> explain(signals[i], contributions[i], candidate, interest, wording))
                .filter(next -> explanations.stream()
                        .noneMatch(earlier -> earlier.text().equals(next.text())))
                .limit(most)
                .forEachOrdered(explanations::add);
        return explanations;
    }

    private static Explanation explain(
            Signal signal, float contribution, Candidate candidate, Interest interest, Wording wording) {
        String scenario = interest.scenario();
        return switch (signal) {
            case TEXT_LAST -> about(signal, contribution, "reason.similar", 0, interest, wording);
            case TEXT_MEAN, TEXT_SCENARIO, TEXT_MAX ->
                about(signal, contribution, "reason.similar", candidate.similarTo(), interest, wording);
            case NEIGHBORS, NEIGHBORS_SCENARIO, NEIGHBORS_DAY, NEIGHBORS_STRONGEST ->
                about(signal, contribution, "reason.wentOn", followed(candidate, interest), interest, wording);
            case TEXT_PROFILE -> plain(signal, contribution, wording.say("reason.profile"));
            case TEXT_DESCRIPTION -> plain(signal, contribution, wording.say("reason.typical", scenario));
            case POPULARITY_1D, POPULARITY_7D, POPULARITY_30D, POPULARITY_90D, POPULARITY_ALL, LAST_VISIT ->
                plain(signal, contribution, wording.say("reason.popular", scenario));
            case NEWNESS -> plain(signal, contribution, wording.say("reason.new", scenario));
            case REPEAT, REPEAT_RECENT -> plain(signal, contribution, wording.say("reason.repeat"));
            case USER_HISTORY, USER_PAUSE, USER_FOCUS ->
                throw new IllegalArgumentException(signal + " says nothing about an item");
        };
    }

    private static Explanation plain(Signal signal, float contribution, String text) {
        return new Explanation(signal, contribution, text, null, null);
    }

    private static Explanation about(
            Signal signal, float contribution, String key, int recent, Interest interest, Wording wording) {
        if (recent < 0 || recent >= interest.recent().size()) {
            return plain(signal, contribution, wording.say("reason.profile"));
        }
        PastBehavior past = interest.recent().get(recent);
        String title = past.title().isEmpty() ? past.itemId() : past.title();
        return new Explanation(
                signal,
                contribution,
                wording.say(key, wording.action(past.action()), title, past.scenario()),
                past.itemId(),
                past.scenario());
    }

    /** @return position among the recent behaviors of the item the candidate follows, or -1 if that one is older */
    private static int followed(Candidate candidate, Interest interest) {
        if (candidate.followedFrom() < 0) {
            return -1;
        }
        long key = interest.trail()[candidate.followedFrom()];
        for (int i = 0; i < interest.recent().size(); i++) {
            if (interest.recent().get(i).itemKey() == key) {
                return i;
            }
        }
        return -1;
    }
}
