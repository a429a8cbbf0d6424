package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** docker-compose.yml. */
record Compose(JsonNode file) {
    static Compose load() throws IOException {
        return new Compose(Documents.one("docker-compose.yml"));
    }

    Map<String, JsonNode> services() {
        var services = new TreeMap<String, JsonNode>();
        file.get("services").fields().forEachRemaining(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    JsonNode service(String name) {
        return file.get("services").get(name);
    }

    /** @return the command without Flink's {@code -Dkey=value} */
    List<String> arguments(String service) {
        return Documents.texts(service(service).get("command")).stream()
                .filter(argument -> !argument.startsWith("-D"))
                .toList();
    }

    /** @return keys that the command sets with {@code -Dkey=value} */
    List<String> flinkKeys(String service) {
        return Documents.texts(service(service).get("command")).stream()
                .filter(argument -> argument.startsWith("-D"))
                .map(argument -> argument.substring(2, argument.indexOf('=')))
                .toList();
    }
}
