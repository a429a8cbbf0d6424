package dev.tributary.models.interest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is in a list: one contribution to its score, in words. Short, whatever the past item was called, for a list holds hundreds.
 *
 * @param signal the one of the motive's signals that adds most by itself
 * @param contribution what the motive added to the score
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
     * The motives that raised the score most, most first. What a motive added is by how much lower the score would be without its signals, so
     * the reasons are true of any ranker.
     *
     * @param most how many to give; fewer if fewer motives raised the score
     */
    public static List<Explanation> of(
            Candidate candidate, Interest interest, Ranker.Scorer scorer, Wording wording, int most) {
        float[] signals = Arrays.copyOf(candidate.signals(), Signal.COUNT); // a former version may have known fewer
        float score = scorer.score(signals);
        var raised = new ArrayList<Raised>(Motive.values().length);
        for (Motive motive : Motive.values()) {
            float contribution = score - without(motive.signals(), signals, scorer);
            if (contribution > 0) {
                raised.add(new Raised(motive, contribution));
            }
        }
        raised.sort(Comparator.comparingDouble(Raised::contribution).reversed());
        var explanations = new ArrayList<Explanation>(most);
        for (Raised reason : raised.subList(0, Math.min(most, raised.size()))) {
            Signal strongest = strongest(reason.motive, signals, scorer);
            explanations.add(explain(reason.motive, strongest, reason.contribution, candidate, interest, wording));
        }
        return List.copyOf(explanations);
    }

    /** A motive that raised the score. */
    private record Raised(Motive motive, float contribution) {}

    private static float without(Set<Signal> absent, float[] signals, Ranker.Scorer scorer) {
        float[] rest = signals.clone();
        absent.forEach(signal -> rest[signal.ordinal()] = 0);
        return scorer.score(rest);
    }

    private static Signal strongest(Motive motive, float[] signals, Ranker.Scorer scorer) {
        return Collections.min(
                motive.signals(),
                Comparator.<Signal>comparingDouble(signal -> without(Set.of(signal), signals, scorer))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Explanation explain(
            Motive motive, Signal signal, float contribution, Candidate candidate, Interest interest, Wording wording) {
        String scenario = interest.scenario();
        return switch (motive) {
            case SIMILAR -> about(signal, contribution, "reason.similar", candidate.similarTo(), interest, wording);
            case FOLLOWS ->
                about(signal, contribution, "reason.wentOn", followed(candidate, interest), interest, wording);
            case PROFILE -> plain(signal, contribution, wording.say("reason.profile"));
            case TYPICAL -> plain(signal, contribution, wording.say("reason.typical", scenario));
            case POPULAR -> plain(signal, contribution, wording.say("reason.popular", scenario));
            case NEW -> plain(signal, contribution, wording.say("reason.new", scenario));
            case AGAIN -> plain(signal, contribution, wording.say("reason.repeat"));
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
        String action = ProfileText.shortened(wording.action(past.action()));
        String title = ProfileText.shortened(past.title().isEmpty() ? past.itemId() : past.title());
        return new Explanation(
                signal, contribution, wording.say(key, action, title, past.scenario()), past.itemId(), past.scenario());
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
