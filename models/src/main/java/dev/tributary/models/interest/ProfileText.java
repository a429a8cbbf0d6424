package dev.tributary.models.interest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a profile down in words: what the user did, newest first, then what the user comes back to in each scenario. */
public final class ProfileText {
    private static final int WORDS_LENGTH = 80;

    private ProfileText() {}

    /** @return lines separated by newlines; empty for an empty profile. The same profile gives the same text. */
    public static String of(UserProfile profile, Wording wording) {
        var lines = new ArrayList<String>();
        for (PastBehavior behavior : profile.recent()) {
            if (!behavior.title().isEmpty()) {
                lines.add(wording.say(
                        "profile.line",
                        shortened(wording.action(behavior.action())),
                        shortened(behavior.title()),
                        behavior.scenario()));
            }
        }
        new TreeMap<>(profile.tastes()).forEach((scenario, taste) -> {
            if (!taste.terms().isEmpty()) {
                lines.add(wording.say("profile.often", scenario, terms(taste, wording)));
            }
        });
        return String.join("\n", lines);
    }

    private static String terms(Taste taste, Wording wording) {
        List<String> terms = taste.terms().entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(5)
                .map(term -> shortened(term.getKey()))
                .toList();
        return String.join(wording.say("profile.comma"), terms);
    }

    /** What others wrote, so that it fits into a line, a character of two never halved. */
    static String shortened(String words) {
        return words.length() <= WORDS_LENGTH
                ? words
                : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, WORDS_LENGTH - 1))) + "…";
    }
}
