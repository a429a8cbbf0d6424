package dev.tributary.job;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tributary.models.interest.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * A place where lists are shown: shop, feed, video, travel. Adding one is adding a block to the configuration; nothing is trained for it.
 *
 * @param id as in the field {@code scenario} of behaviors and items
 * @param description a sentence, the source of the scenario vector c
 * @param language of the text profile's lines and of the reasons, one of {@link Wording#LANGUAGES}
 * @param repeats whether an item the user already acted on may be recommended again
 * @param listLength items per list
 */
public record Scenario(String id, String description, String language, boolean repeats, int listLength)
        implements java.io.Serializable {
    public static final int DEFAULT_LIST_LENGTH = 10;
    public static final int MAX_LIST_LENGTH = 100;

    public static final ConfigOption<List<Map<String, String>>> SCENARIOS = ConfigOptions.key("tributary.scenarios")
            .mapType()
            .asList()
            .noDefaultValue()
            .withDescription(
                    "The scenarios, each with id, description, and optionally language (en, zh), repeats (true, false; default"
                            + " false) and list-length (default " + DEFAULT_LIST_LENGTH + ").");

    /** The keys of a scenario's block, each with what it says. */
    public static final Map<String, String> KEYS = keys();

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("id", "Required. As in the field scenario of behaviors and items.");
        keys.put("description", "Required. A sentence on what is shown there; its vector is the context c of f.");
        keys.put("language", "Of the text profile and of the reasons: en (default) or zh.");
        keys.put(
                "repeats",
                "true or false (default): whether an item the user already acted on may be recommended again.");
        keys.put("list-length", "Items per list, 1 to " + MAX_LIST_LENGTH + ", default " + DEFAULT_LIST_LENGTH + ".");
        return Collections.unmodifiableMap(keys);
    }

    public Scenario {
        checkArgument(!id.isBlank(), "%s: a scenario needs an id", SCENARIOS.key());
        checkArgument(
                !description.isBlank(),
                "%s: scenario '%s' needs a description, one sentence on what is shown there",
                SCENARIOS.key(),
                id);
        checkArgument(
                Wording.LANGUAGES.contains(language),
                "%s: language of scenario '%s' must be one of %s, got '%s'",
                SCENARIOS.key(),
                id,
                Wording.LANGUAGES,
                language);
        checkArgument(
                listLength >= 1 && listLength <= MAX_LIST_LENGTH,
                "%s: list-length of scenario '%s' must be from 1 to %s, got %s",
                SCENARIOS.key(),
                id,
                MAX_LIST_LENGTH,
                listLength);
    }

    /** @return the scenarios by id, in the order of the configuration */
    static Map<String, Scenario> from(ReadableConfig config) {
        List<Map<String, String>> blocks = config.getOptional(SCENARIOS).orElse(List.of());
        checkArgument(
                !blocks.isEmpty(),
                "%s is not set: name at least one scenario with id and description",
                SCENARIOS.key());
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        for (Map<String, String> block : blocks) {
            Scenario scenario = from(block);
            checkArgument(
                    scenarios.put(scenario.id(), scenario) == null,
                    "%s: scenario '%s' stands there twice",
                    SCENARIOS.key(),
                    scenario.id());
        }
        return scenarios;
    }

    private static Scenario from(Map<String, String> block) {
        var unknown = new ArrayList<>(block.keySet());
        unknown.removeAll(KEYS.keySet());
        checkArgument(
                unknown.isEmpty(),
                "%s: unknown key %s in a scenario, known are %s",
                SCENARIOS.key(),
                unknown,
                KEYS.keySet());
        return new Scenario(
                block.getOrDefault("id", ""),
                block.getOrDefault("description", ""),
                block.getOrDefault("language", "en"),
                flag(block.getOrDefault("repeats", "false")),
                number(block.getOrDefault("list-length", String.valueOf(DEFAULT_LIST_LENGTH))));
    }

    private static boolean flag(String text) {
        checkArgument(
                text.equals("true") || text.equals("false"),
                "%s: repeats must be true or false, got '%s'",
                SCENARIOS.key(),
                text);
        return Boolean.parseBoolean(text);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    SCENARIOS.key() + ": list-length must be a whole number, got '" + text + "'", e);
        }
    }
}
