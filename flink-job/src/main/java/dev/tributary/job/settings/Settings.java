package dev.tributary.job.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Gathers settings from a YAML file, the environment and flags; what is added later wins.
 *
 * <pre>{@code
 * Configuration configuration = new Settings(options)
 *         .file(Path.of("tributary.yaml"))
 *         .environment(System.getenv())
 *         .flags(List.of("tributary.profile.history-length=20"))
 *         .load();
 * }</pre>
 *
 * Keys under {@code tributary.} must be among the options, others go to Flink unchecked.
 */
public final class Settings {
    private final Map<String, ConfigOption<?>> options = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param options every valid key under {@code tributary.} */
    public Settings(Collection<? extends ConfigOption<?>> options) {
        options.forEach(option -> this.options.put(option.key(), option));
    }

    /** @throws InvalidSettingsException if the file is missing or not YAML */
    public Settings file(Path file) {
        settings.addAll(new YamlFile(file, options.keySet()).read());
        return this;
    }

    /** Adds each {@code TRIBUTARY_PROFILE_HISTORY_LENGTH} as {@code tributary.profile.history-length}. */
    public Settings environment(Map<String, String> variables) {
        var environment = new Environment(options.keySet());
        variables.forEach((name, value) -> environment.read(name, value).ifPresent(settings::add));
        problems.addAll(environment.problems());
        return this;
    }

    /** @param flags each {@code key=value} */
    public Settings flags(Collection<String> flags) {
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                problems.add("--set " + flag + ": write --set key=value, for example --set parallelism.default=2");
            } else {
                settings.add(new Setting(
                        flag.substring(0, equals).strip(),
                        flag.substring(equals + 1).strip(),
                        "--set"));
            }
        }
        return this;
    }

    /** @throws InvalidSettingsException naming every unknown key and wrong value */
    public Configuration load() {
        var configuration = new Configuration();
        var check = new Check(options);
        settings.forEach(setting -> check.apply(setting, configuration));
        problems.addAll(check.problems());
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return configuration;
    }
}
