package dev.tributary.replay.playback;

import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The end of each user's history, which leave-one-out takes away and asks for. */
public final class LastBehaviors {
    private LastBehaviors() {}

    /** @return the same data without the last {@code count} behaviors of each user */
    public static Corpus removed(Corpus corpus, int count) {
        Map<String, Integer> left = remaining(corpus.behaviors());
        var kept = new ArrayList<Behavior>(corpus.behaviors().size());
        for (Behavior behavior : corpus.behaviors()) {
            if (left.merge(behavior.getUserId(), -1, Integer::sum) >= count) {
                kept.add(behavior);
            }
        }
        return new Corpus(corpus.scenarios(), corpus.items(), kept, corpus.encoded());
    }

    /** @return the last behavior of each user who has at least two, in time order */
    public static List<Behavior> of(Corpus corpus) {
        Map<String, Integer> all = remaining(corpus.behaviors());
        Map<String, Integer> left = new HashMap<>(all);
        var last = new ArrayList<Behavior>();
        for (Behavior behavior : corpus.behaviors()) {
            String user = behavior.getUserId();
            if (left.merge(user, -1, Integer::sum) == 0 && all.getOrDefault(user, 0) > 1) {
                last.add(behavior);
            }
        }
        return last;
    }

    private static Map<String, Integer> remaining(List<Behavior> behaviors) {
        Map<String, Integer> left = new HashMap<>();
        behaviors.forEach(behavior -> left.merge(behavior.getUserId(), 1, Integer::sum));
        return left;
    }
}
