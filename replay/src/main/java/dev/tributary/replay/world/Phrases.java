package dev.tributary.replay.world;

import dev.tributary.replay.world.Vocabulary.Interest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Fills patterns with words. A slot that was filled once keeps its word, so that title, description and reviews of an item agree. */
final class Phrases {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)(2?)(!?)}");
    private static final Pattern ARTICLE = Pattern.compile("^an? ");
    private static final Pattern SENTENCE_START = Pattern.compile("(^|[.!?] )(\\p{Ll})");

    private final Vocabulary vocabulary;

    Phrases(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** @param words by slot; those drawn are added */
    String sentence(String pattern, Interest interest, Map<String, String> words, Lots lots) {
        return SENTENCE_START
                .matcher(fill(pattern, interest, words, lots))
                .replaceAll(match -> match.group(1) + match.group(2).toUpperCase(java.util.Locale.ROOT));
    }

    /** As {@link #sentence}, but as it is typed into a search box. */
    String fill(String pattern, Interest interest, Map<String, String> words, Lots lots) {
        return SLOT.matcher(pattern)
                .replaceAll(slot -> Matcher.quoteReplacement(word(
                        slot.group(1), !slot.group(2).isEmpty(), !slot.group(3).isEmpty(), interest, words, lots)));
    }

    private String word(
            String slot, boolean second, boolean bare, Interest interest, Map<String, String> words, Lots lots) {
        List<String> choices = vocabulary.choices(slot, interest);
        String first = words.computeIfAbsent(slot, name -> lots.oneOf(choices));
        String word = second ? words.computeIfAbsent(slot + "2", name -> other(choices, first, lots)) : first;
        return bare ? ARTICLE.matcher(word).replaceFirst("") : word;
    }

    private static String other(List<String> choices, String first, Lots lots) {
        int step = 1 + lots.below(choices.size() - 1);
        int place = IntStream.range(0, choices.size())
                .filter(i -> choices.get(i).equals(first))
                .findFirst()
                .orElseThrow();
        return choices.get((place + step) % choices.size());
    }
}
