package dev.tributary.replay.data;

/**
 * Where recommendations are shown, as a configuration would describe it.
 *
 * @param id as in the records' {@code scenario}
 * @param description a sentence, in {@code language}
 * @param language {@code en} or {@code zh}
 * @param repeats whether what a user already has may be recommended again
 */
public record ScenarioSpec(String id, String description, String language, boolean repeats) {}
