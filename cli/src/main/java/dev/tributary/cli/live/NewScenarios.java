package dev.tributary.cli.live;

/** Where the job can be given one more scenario. */
public interface NewScenarios {
    /**
     * Returns when the scenario has lists.
     *
     * @throws IllegalArgumentException with what is wrong, if the job would not take it
     */
    void add(String id, String description, String language);
}
