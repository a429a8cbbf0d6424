package dev.tributary.replay.train;

/** Whether a model has a tower. */
public enum TowerUse {
    /** If a {@link TowerTrial} is won. */
    AUTO,
    ON,
    OFF
}
