package dev.tributary.models.training;

/** How the ranker is told the scenario. */
public enum Condition {
    /** Gates from the scenario's encoded description: works for scenarios nobody trained on. */
    TEXT,
    /** Gates of its own for each trained scenario. */
    ONE_HOT,
    /** Not at all: the same weights everywhere. */
    NONE
}
