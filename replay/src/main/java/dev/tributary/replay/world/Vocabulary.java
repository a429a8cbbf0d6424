package dev.tributary.replay.world;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The words of one language and the patterns that make sentences of them; {@code en.yaml} and {@code zh.yaml} beside this class. */
record Vocabulary(
        Map<String, String> scenarios, List<Kind> kinds, Map<String, List<String>> words, List<Interest> interests) {

    static Vocabulary of(String language) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(language + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("No words for the language " + language);
            }
            return new YAMLMapper().readValue(in, Vocabulary.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Kind> kindsOf(String scenario) {
        return kinds.stream().filter(kind -> kind.scenario().equals(scenario)).toList();
    }

    /** @return the choices for a slot of a pattern, in an item about {@code interest} */
    List<String> choices(String slot, Interest interest) {
        return switch (slot) {
            case "name" -> List.of(interest.name());
            case "person" -> List.of(interest.person());
            case "people" -> List.of(interest.people());
            case "gear" -> interest.gear();
            case "consumable" -> interest.consumable();
            case "topic" -> interest.topic();
            case "place" -> interest.place();
            default -> {
                List<String> choices = words.get(slot);
                if (choices == null) {
                    throw new IllegalStateException("No words for the slot {" + slot + "}");
                }
                yield choices;
            }
        };
    }

    /** What some people love; {@code field} is the wider area it belongs to. */
    record Interest(
            String id,
            String name,
            String field,
            String person,
            String people,
            List<String> gear,
            List<String> consumable,
            List<String> topic,
            List<String> place) {}

    /** A sort of item: its share of the scenario and its patterns. */
    record Kind(
            String id,
            String scenario,
            String name,
            double share,
            List<String> titles,
            List<String> openers,
            List<String> details,
            List<String> closers,
            List<String> searches,
            List<String> reviews) {}
}
