package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import dev.tributary.job.settings.Settings;
import dev.tributary.replay.data.ScenarioSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of the job, for every command that runs it or looks at its topics. */
final class JobOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings of the job, YAML.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over the file and over the environment (TRIBUTARY_...).")
    private List<String> flags = new ArrayList<>();

    /** @return whether a file or a flag says something */
    boolean isGiven() {
        return file != null || !flags.isEmpty();
    }

    /** @return what file, environment and flags say, over what suits one machine */
    Configuration settings() {
        var settings = new Settings(JobConfig.OPTIONS);
        if (file != null) {
            settings.file(file);
        }
        Configuration stated =
                settings.environment(System.getenv()).flags(flags).load();
        var all = new Configuration();
        all.setString("tributary.encode.disk-cache", "true");
        all.setString("parallelism.default", "1");
        all.addAll(stated);
        return all;
    }

    /** @return the same, with the data's own scenarios and an encoder of their language where the user named none */
    Configuration settings(List<ScenarioSpec> scenarios) {
        Configuration settings = settings();
        if (settings.getOptional(Scenario.SCENARIOS).isEmpty()) {
            settings.set(
                    Scenario.SCENARIOS,
                    scenarios.stream().map(JobOptions::block).toList());
        }
        boolean chinese =
                scenarios.stream().allMatch(scenario -> scenario.language().equals("zh"));
        if (chinese && !settings.containsKey("tributary.encode.model")) {
            settings.setString("tributary.encode.model", "bge-small-zh-v1.5");
        }
        return settings;
    }

    /**
     * @return the settings as the job reads them
     * @throws CannotRunException with what is wrong, if the job would not take them
     */
    static JobConfig check(Configuration settings) {
        try {
            var complete = new Configuration(settings);
            complete.setString("tributary.kafka.bootstrap-servers", "localhost:9092");
            var config = JobConfig.from(complete);
            config.encode().settings();
            return config;
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Map<String, String> block(ScenarioSpec scenario) {
        return Map.of(
                "id", scenario.id(),
                "description", scenario.description(),
                "language", scenario.language(),
                "repeats", String.valueOf(scenario.repeats()));
    }
}
