package dev.tributary.job.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Environment variables as settings: upper case, with an underscore for each dot and hyphen. */
final class Environment {
    private static final String PREFIX = "TRIBUTARY_";

    /** Read by the launcher and the encoder, before there are settings. */
    private static final Set<String> NOT_SETTINGS =
            Set.of("TRIBUTARY_JAVA_OPTS", "TRIBUTARY_HOME", "TRIBUTARY_CACHE", "TRIBUTARY_STATE");

    private final Map<String, String> keyByName = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    Environment(Collection<String> keys) {
        keys.forEach(key -> keyByName.put(name(key), key));
    }

    /** @return the setting that the variable holds, or nothing if it is about something else */
    Optional<Setting> read(String name, String value) {
        if (!name.startsWith(PREFIX) || NOT_SETTINGS.contains(name)) {
            return Optional.empty();
        }
        String key = keyByName.get(name);
        if (key == null) {
            problems.add("The environment variable " + name + " is no setting of Tributary."
                    + NearestKey.of(name, keyByName.keySet())
                            .map(near -> " Did you mean " + near + "?")
                            .orElse(""));
            return Optional.empty();
        }
        return Optional.of(new Setting(key, value, "environment variable " + name));
    }

    List<String> problems() {
        return problems;
    }

    static String name(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
