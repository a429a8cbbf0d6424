package dev.tributary.benchmarks.stream;

import dev.tributary.job.Scenario;
import dev.tributary.replay.data.ScenarioSpec;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Scenarios of a data set as settings of the job. */
public final class Scenarios {
    private Scenarios() {}

    /** @param only the id of the one that the job has */
    public static void set(Configuration settings, List<ScenarioSpec> scenarios, String only) {
        set(
                settings,
                scenarios.stream()
                        .filter(scenario -> scenario.id().equals(only))
                        .toList());
    }

    public static void set(Configuration settings, List<ScenarioSpec> scenarios) {
        settings.set(
                Scenario.SCENARIOS,
                scenarios.stream()
                        .map(scenario -> Map.of(
                                "id",
                                scenario.id(),
                                "description",
                                scenario.description(),
                                "language",
                                scenario.language(),
                                "repeats",
                                String.valueOf(scenario.repeats())))
                        .toList());
    }
}
