package dev.tributary.job;

import dev.tributary.job.settings.InvalidSettingsException;
import dev.tributary.job.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The arguments of a job submitted to a cluster: {@code [--config FILE] [--set key=value ...]}; the environment stands between the two. */
final class JobArguments {
    private static final String USAGE = "Usage: [--config FILE] [--set key=value ...]";

    private JobArguments() {}

    /** @throws InvalidSettingsException with a message for the user */
    static Configuration parse(String[] args) {
        var settings = new Settings(JobConfig.OPTIONS);
        var flags = new ArrayList<String>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new InvalidSettingsException(List.of(args[i] + " needs a value. " + USAGE));
            }
            switch (args[i]) {
                case "--config" -> settings.file(Path.of(args[i + 1]));
                case "--set" -> flags.add(args[i + 1]);
                default -> throw new InvalidSettingsException(List.of("Unknown argument " + args[i] + ". " + USAGE));
            }
        }
        return settings.environment(System.getenv()).flags(flags).load();
    }
}
