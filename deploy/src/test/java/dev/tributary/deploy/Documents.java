package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The YAML files of this module and of the folder above it, as trees; anchors and merge keys are resolved. */
final class Documents {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Documents() {}

    /** @param path from the repository's root */
    static JsonNode one(String path) throws IOException {
        List<JsonNode> all = all(ROOT.resolve(path));
        if (all.size() != 1) {
            throw new IllegalArgumentException(path + " holds " + all.size() + " documents");
        }
        return all.get(0);
    }

    static List<JsonNode> all(Path file) throws IOException {
        var documents = new ArrayList<JsonNode>();
        try (var reader = Files.newBufferedReader(file)) {
            yaml().loadAll(reader).forEach(document -> documents.add(MAPPER.valueToTree(document)));
        }
        return documents;
    }

    /** @param text one document, YAML or JSON */
    static JsonNode parse(String text) {
        return MAPPER.valueToTree(yaml().load(text));
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(10_000_000);
        return new Yaml(options);
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static List<String> fieldNames(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    static List<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::asText).toList();
    }
}
