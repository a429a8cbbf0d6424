package dev.tributary.replay.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code scenarios.yaml}: under {@code scenarios} a list of {@code id}, {@code description}, {@code language} and {@code repeats}. */
final class ScenarioFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> KEYS = Set.of("id", "description", "language", "repeats");

    private ScenarioFile() {}

    /** @return null if there is no such file */
    static @Nullable List<ScenarioSpec> read(Path path) {
        if (!Files.exists(path)) {
            return null;
        }
        try {
            return parse(path, YAML.readTree(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new IllegalArgumentException("%s is not readable YAML: %s".formatted(path, e.getMessage()), e);
        }
    }

    static void write(Path path, List<ScenarioSpec> scenarios) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (ScenarioSpec scenario : scenarios) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", scenario.id());
            entry.put("description", scenario.description());
            entry.put("language", scenario.language());
            entry.put("repeats", scenario.repeats());
            list.add(entry);
        }
        Files.write(path, YAML.writeValueAsBytes(Map.of("scenarios", list)));
    }

    private static List<ScenarioSpec> parse(Path path, JsonNode root) {
        JsonNode list = root.path("scenarios");
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException(path + ": 'scenarios' must be a list with an id each");
        }
        Map<String, ScenarioSpec> byId = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            ScenarioSpec scenario = scenario(path, entry);
            if (byId.put(scenario.id(), scenario) != null) {
                throw new IllegalArgumentException("%s: the id '%s' is there twice".formatted(path, scenario.id()));
            }
        }
        return List.copyOf(byId.values());
    }

    private static ScenarioSpec scenario(Path path, JsonNode entry) {
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "%s: unknown key '%s'; known are id, description, language and repeats".formatted(path, key));
            }
        });
        String id = entry.path("id").asText("");
        if (id.isBlank()) {
            throw new IllegalArgumentException(path + ": a scenario has no id");
        }
        String language = entry.path("language").asText("en");
        if (!language.equals("en") && !language.equals("zh")) {
            throw new IllegalArgumentException(
                    "%s: the language of '%s' must be en or zh, got '%s'".formatted(path, id, language));
        }
        JsonNode repeats = entry.path("repeats");
        if (!repeats.isMissingNode() && !repeats.isBoolean()) {
            throw new IllegalArgumentException(
                    "%s: repeats of '%s' must be true or false, got '%s'".formatted(path, id, repeats.asText()));
        }
        String description = entry.path("description").asText(DerivedScenarios.readable(id));
        return new ScenarioSpec(id, description, language, repeats.asBoolean(false));
    }
}
