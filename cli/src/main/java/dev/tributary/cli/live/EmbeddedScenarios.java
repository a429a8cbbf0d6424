package dev.tributary.cli.live;

import dev.tributary.cli.embedded.EmbeddedTributary;

/** Adds scenarios to a job in this JVM: it goes on from a savepoint with one more block of configuration. */
public record EmbeddedScenarios(EmbeddedTributary tributary) implements NewScenarios {
    @Override
    public void add(String id, String description, String language) {
        try {
            tributary.addScenario(id, description, language);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the job took up the scenario", closing);
        }
    }
}
