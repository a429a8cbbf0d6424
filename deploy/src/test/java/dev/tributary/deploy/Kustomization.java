package dev.tributary.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What kustomize makes of a folder of deploy/kubernetes, as far as these folders use it: resources, components, ConfigMaps from files with the hash of
 * their content in their name, the namespace, patches. {@link KubernetesTest} compares it with kustomize where that is installed.
 */
final class Kustomization {
    static final Path FOLDER = Documents.ROOT.resolve("deploy/kubernetes");

    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Marks a ConfigMap whose name gets a hash, which is known only when all patches are applied. */
    private static final String HASH = "hash";

    private final List<JsonNode> documents = new ArrayList<>();

    private Kustomization() {}

    /** @param overlay name of its folder, from deploy/kubernetes */
    static List<JsonNode> render(String overlay) throws IOException {
        var all = new Kustomization();
        all.apply(FOLDER.resolve(overlay));
        all.nameByContent();
        return all.documents;
    }

    static JsonNode job(String overlay) throws IOException {
        return render(overlay).stream()
                .filter(document -> document.get("kind").asText().equals("FlinkDeployment"))
                .findFirst()
                .orElseThrow();
    }

    private void apply(Path folder) throws IOException {
        JsonNode file = Documents.all(folder.resolve("kustomization.yaml")).get(0);
        for (JsonNode resource : file.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                apply(path);
            } else {
                documents.addAll(Documents.all(path));
            }
        }
        for (JsonNode generated : file.path("configMapGenerator")) {
            documents.add(configMap(folder, generated));
        }
        for (JsonNode component : file.path("components")) {
            apply(folder.resolve(component.asText()).normalize());
        }
        for (JsonNode patch : file.path("patches")) {
            apply(folder, patch);
        }
        if (file.has("namespace")) {
            documents.forEach(document -> moveTo(file.get("namespace").asText(), document));
        }
    }

    private static ObjectNode configMap(Path folder, JsonNode generated) throws IOException {
        ObjectNode map = SORTED.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata =
                map.putObject("metadata").put("name", generated.get("name").asText());
        JsonNode options = generated.path("options");
        if (options.has("labels")) {
            metadata.set("labels", options.get("labels"));
        }
        ObjectNode data = map.putObject("data");
        for (JsonNode name : generated.get("files")) {
            data.put(name.asText(), Files.readString(folder.resolve(name.asText())));
        }
        if (!options.path("disableNameSuffixHash").asBoolean()) {
            metadata.put(HASH, true);
        }
        return map;
    }

    /** A patch with a target is a JSON patch in these folders, one without is a merge into the resource of its kind and name. */
    private void apply(Path folder, JsonNode patch) throws IOException {
        JsonNode content = patch.has("path")
                ? Documents.all(folder.resolve(patch.get("path").asText())).get(0)
                : Documents.parse(patch.get("patch").asText());
        JsonNode target = patch.path("target");
        List<JsonNode> targets = documents.stream()
                .filter(document -> target.isMissingNode()
                        ? document.get("kind").equals(content.get("kind"))
                                && document.at("/metadata/name").equals(content.at("/metadata/name"))
                        : document.get("kind").equals(target.get("kind")))
                .toList();
        if (targets.isEmpty()) {
            throw new IllegalStateException("nothing to patch in " + folder + " with " + patch);
        }
        for (JsonNode document : targets) {
            if (target.isMissingNode()) {
                merge((ObjectNode) document, content);
            } else {
                JsonPatch.apply(content, document);
            }
        }
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.fields().forEachRemaining(field -> {
            if (target.get(field.getKey()) instanceof ObjectNode inner
                    && field.getValue().isObject()) {
                merge(inner, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void moveTo(String namespace, JsonNode document) {
        ((ObjectNode) document.get("metadata")).put("namespace", namespace);
        document.path("subjects").forEach(subject -> ((ObjectNode) subject).put("namespace", namespace));
    }

    /** A changed setting gives its ConfigMap another name, and so changes the job, as names.yaml asks for. */
    private void nameByContent() throws JsonProcessingException {
        Map<String, String> names = new TreeMap<>();
        for (JsonNode document : documents) {
            ObjectNode metadata = (ObjectNode) document.get("metadata");
            if (metadata.remove(HASH) != null) {
                String name = metadata.get("name").asText();
                names.put(name, name + "-" + hash(document));
                metadata.put("name", names.get(name));
            }
        }
        for (JsonNode document : documents) {
            for (JsonNode volume : document.at("/spec/podTemplate/spec/volumes")) {
                String name = volume.at("/configMap/name").asText();
                if (names.containsKey(name)) {
                    ((ObjectNode) volume.get("configMap")).put("name", names.get(name));
                }
            }
        }
    }

    /** As kustomize has it: of the JSON that Go writes, letters for digits that could spell a word. */
    private static String hash(JsonNode configMap) throws JsonProcessingException {
        ObjectNode content = SORTED.createObjectNode();
        content.set("data", configMap.get("data"));
        content.put("kind", "ConfigMap").put("name", ""); // kustomize leaves the name out
        String json = SORTED.writeValueAsString(SORTED.convertValue(content, Map.class))
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, 10)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
