package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What kustomize does with these folders, as far as they need it: resources, and patches of the job as JSON merge patches. */
final class Kustomization {
    private static final Path FOLDER = Documents.ROOT.resolve("deploy/kubernetes");

    private Kustomization() {}

    /** @return every resource of the base but the job */
    static List<JsonNode> others() throws IOException {
        var all = new ArrayList<JsonNode>();
        for (Path file : resources(FOLDER.resolve("base"))) {
            if (Files.isRegularFile(file)) {
                all.addAll(Documents.all(file));
            }
        }
        all.removeIf(document -> document.get("kind").asText().equals("FlinkDeployment"));
        return all;
    }

    /** @param overlay name of its folder, from deploy/kubernetes */
    static JsonNode job(String overlay) throws IOException {
        return job(FOLDER.resolve(overlay));
    }

    private static JsonNode job(Path folder) throws IOException {
        JsonNode job = null;
        for (Path resource : resources(folder)) {
            if (resource.endsWith("job.yaml")) {
                job = Documents.all(resource).get(0);
            } else if (Files.isDirectory(resource) && !resource.endsWith("flink")) {
                job = job(resource);
            }
        }
        if (!(job instanceof ObjectNode whole)) {
            throw new IllegalStateException(folder + " has no job");
        }
        for (JsonNode patch :
                Documents.all(folder.resolve("kustomization.yaml")).get(0).path("patches")) {
            if (patch.has("path")) {
                merge(
                        whole,
                        Documents.all(folder.resolve(patch.get("path").asText()))
                                .get(0));
            }
        }
        return whole;
    }

    private static List<Path> resources(Path folder) throws IOException {
        return Documents.texts(Documents.all(folder.resolve("kustomization.yaml"))
                        .get(0)
                        .get("resources"))
                .stream()
                .map(resource -> folder.resolve(resource).normalize())
                .toList();
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
}
