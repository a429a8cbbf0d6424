package dev.tributary.replay.world;

import dev.tributary.schemas.Behavior;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what a person does to a thing as a behavior. */
final class Deeds {
    private final long seed;
    private final Vocabulary vocabulary;
    private final Phrases phrases;
    /** Apart from what people draw, so that they do the same in either language. */
    private final Lots words;

    private long count;

    Deeds(long seed, Vocabulary vocabulary, Lots words) {
        this.seed = seed;
        this.words = words;
        this.vocabulary = vocabulary;
        this.phrases = new Phrases(vocabulary);
    }

    /** @param session counts the sessions of this person */
    Behavior behavior(Person person, Act act, Thing thing, int session, long millis) {
        return Behavior.newBuilder()
                .setEventId(String.format(Locale.ROOT, "w%d-%08d", seed, ++count))
                .setUserId(person.id)
                .setScenario(thing.kind().scenario())
                .setItemId(thing.item().getItemId())
                .setAction(act.action())
                .setValue(value(act, person.lots))
                .setText(text(act, thing))
                .setContext(context(person, session))
                .setOccurredAt(Instant.ofEpochMilli(millis))
                .build();
    }

    /** Sorted, so that it is written the same in every run. */
    private static Map<String, String> context(Person person, int session) {
        return new TreeMap<>(Map.of("device", person.device, "session", person.id + "-" + session));
    }

    private static @Nullable Double value(Act act, Lots lots) {
        return switch (act.action()) {
            case "purchase" -> lots.chance(0.85) ? 1.0 : 2.0;
            case "review" -> lots.chance(0.7) ? 5.0 : 4.0;
            case "watch" -> 30.0 + lots.below(900);
            default -> null;
        };
    }

    private @Nullable String text(Act act, Thing thing) {
        var about = vocabulary.interests().get(thing.interest());
        Map<String, String> known = new HashMap<>(thing.words());
        return switch (act.action()) {
            case "search" -> phrases.fill(words.oneOf(thing.kind().searches()), about, known, words);
            case "review" -> phrases.sentence(words.oneOf(thing.kind().reviews()), about, known, words);
            default -> null;
        };
    }
}
