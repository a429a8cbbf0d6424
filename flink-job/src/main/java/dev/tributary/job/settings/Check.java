package dev.tributary.job.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Puts settings into a configuration, and notes unknown keys and wrong values. */
final class Check {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ConfigOption<?>> options;
    private final List<String> problems = new ArrayList<>();

    Check(Map<String, ConfigOption<?>> options) {
        this.options = options;
    }

    void apply(Setting setting, Configuration configuration) {
        ConfigOption<?> option = options.get(setting.key());
        if (option != null) {
            applyOption(setting, option, configuration);
        } else if (setting.ours()) {
            problems.add(unknown(setting, NearestKey.of(setting.key(), options.keySet())));
        } else if (options.containsKey(Setting.PREFIX + setting.key())) {
            problems.add(unknown(setting, Optional.of(Setting.PREFIX + setting.key())));
        } else {
            configuration.setString(setting.key(), text(setting.value()));
        }
    }

    List<String> problems() {
        return problems;
    }

    @SuppressWarnings("unchecked")
    private void applyOption(Setting setting, ConfigOption<?> option, Configuration configuration) {
        try {
            // Flink reads JSON as the YAML it expects in lists and maps
            Object value = Configuration.fromMap(Map.of(option.key(), text(setting.value())))
                    .get(option);
            configuration.set((ConfigOption<Object>) option, value);
        } catch (RuntimeException wrong) {
            problems.add(wrong(setting, option));
        }
    }

    private String unknown(Setting setting, Optional<String> nearest) {
        return setting.key() + " (" + setting.origin() + ") is no setting of Tributary."
                + nearest.map(key -> " Did you mean " + key + "?").orElse("");
    }

    private static String wrong(Setting setting, ConfigOption<?> option) {
        return setting.key() + " (" + setting.origin() + ") cannot be " + shown(setting) + ": expected "
                + ExpectedValue.of(option) + ".";
    }

    /** A map may hold passwords; what is sensitive to Flink is so to us. */
    private static String shown(Setting setting) {
        return setting.key().endsWith(".properties") || GlobalConfiguration.isSensitive(setting.key())
                ? "what is given (not shown, it may hold a secret)"
                : "\"" + text(setting.value()) + "\"";
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
