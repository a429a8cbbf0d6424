package dev.tributary.job.settings;

import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Renders docs/configuration.md from the options. */
final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            This page is made from the options that the job reads.

            YAML (`--config FILE`) < environment < flags (`--set KEY=VALUE`, which may be repeated): what stands further right wins. The environment variable of a key is
            its name in upper case with an underscore for each dot and hyphen: `tributary.profile.idle-ttl` is `TRIBUTARY_PROFILE_IDLE_TTL`. A key under `tributary.` that
            does not exist, or a value that cannot be, stops the job before it starts, with the key, the value and the nearest key. Keys outside `tributary.` are
            [Flink's](https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/deployment/config/) and go there unchecked.
            """;
    private static final String FLINK = """

            ## Flink

            What Tributary sets where you do not; commands that run the job in one process (`demo`, `run`) also set `parallelism.default` to 1 and
            `tributary.encode.disk-cache` to true.

            | key | default |
            |---|---|
            %s""";

    private ConfigurationPage() {}

    static String render() {
        Map<String, List<ConfigOption<?>>> sections = JobConfig.OPTIONS.stream()
                .collect(Collectors.groupingBy(
                        option -> option.key().split("\\.")[1], LinkedHashMap::new, Collectors.toList()));
        return HEAD
                + sections.entrySet().stream()
                        .map(section -> section(section.getKey(), section.getValue()))
                        .collect(Collectors.joining())
                + FLINK.formatted(flinkDefaults());
    }

    private static String section(String name, List<ConfigOption<?>> options) {
        return "\n## " + name + "\n\n" + (options.contains(Scenario.SCENARIOS) ? scenarioKeys() : table(options));
    }

    private static String table(List<ConfigOption<?>> options) {
        return "| key | value | default | meaning |\n|---|---|---|---|\n"
                + options.stream().map(ConfigurationPage::row).collect(Collectors.joining());
    }

    private static String row(ConfigOption<?> option) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(option.key(), ExpectedValue.type(option), defaultOf(option), description(option));
    }

    private static String defaultOf(ConfigOption<?> option) {
        if (!option.hasDefaultValue()) {
            return "required";
        }
        String written = ExpectedValue.written(option.defaultValue());
        return written.isEmpty() || written.equals("{}") ? "empty" : "`" + written + "`";
    }

    static String description(ConfigOption<?> option) {
        return new HtmlFormatter().format(option.description()).replace("|", "\\|");
    }

    private static String scenarioKeys() {
        return "`" + Scenario.SCENARIOS.key() + "`, required, is a list of blocks, one a scenario, with these keys:\n\n"
                + "| key | meaning |\n|---|---|\n"
                + Scenario.KEYS.entrySet().stream()
                        .map(key -> "| `%s` | %s |\n".formatted(key.getKey(), key.getValue()))
                        .collect(Collectors.joining());
    }

    private static String flinkDefaults() {
        return new TreeMap<>(FlinkDefaults.under(new Configuration()).toMap())
                .entrySet().stream()
                        .map(setting -> "| `%s` | `%s` |\n".formatted(setting.getKey(), setting.getValue()))
                        .collect(Collectors.joining());
    }
}
