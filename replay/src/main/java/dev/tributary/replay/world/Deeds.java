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
    private long count;

    Deeds(long seed, Vocabulary vocabulary) {
        this.seed = seed;
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
                .setText(text(act, thing, person.lots))
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

    private @Nullable String text(Act act, Thing thing, Lots lots) {
        var about = vocabulary.interests().get(thing.interest());
        Map<String, String> words = new HashMap<>(thing.words());
        return switch (act.action()) {
            case "search" -> phrases.fill(lots.oneOf(thing.kind().searches()), about, words, lots);
            case "review" -> phrases.sentence(lots.oneOf(thing.kind().reviews()), about, words, lots);
            default -> null;
        };
    }
}
