package dev.tributary.job.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.TimeUtils;

/** Says in words what an option accepts. Flink hides an option's type, so it is found by asking what the option reads. */
final class ExpectedValue {
    /** The first text that an option reads tells its type. */
    private static final List<Probe> PROBES = List.of(
            new Probe("some words", "text"),
            new Probe("1 s", "a duration, such as 500 ms, 2 s or 1 h"),
            new Probe("1 mb", "a size, such as 64 mb"),
            new Probe("1.5", "a number"),
            new Probe("1", "a whole number"),
            new Probe("true", "true or false"),
            new Probe("[{\"a\": \"b\"}]", "a list"),
            new Probe("{\"a\": \"b\"}", "a map of keys and values"));

    private ExpectedValue() {}

    static String of(ConfigOption<?> option) {
        boolean listed = option.hasDefaultValue() && option.defaultValue() instanceof Enum<?>;
        return listed || !option.hasDefaultValue()
                ? type(option)
                : type(option) + " (the default is " + written(option.defaultValue()) + ")";
    }

    /** @return what may be written, without the default */
    static String type(ConfigOption<?> option) {
        if (option.hasDefaultValue() && option.defaultValue() instanceof Enum<?> constant) {
            return "one of "
                    + Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return PROBES.stream()
                .filter(probe -> reads(option, probe.text()))
                .findFirst()
                .map(Probe::type)
                .orElse("another kind of value");
    }

    /** As one would write it in a configuration. */
    static String written(Object value) {
        return value instanceof Duration duration ? TimeUtils.formatWithHighestUnit(duration) : String.valueOf(value);
    }

    static boolean reads(ConfigOption<?> option, String text) {
        try {
            return Configuration.fromMap(Map.of(option.key(), text))
                    .getOptional(option)
                    .isPresent();
        } catch (RuntimeException wrong) {
            return false;
        }
    }

    private record Probe(String text, String type) {}
}
