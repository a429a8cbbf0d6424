package dev.tributary.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.tributary.job.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** There is no Docker where these tests run: what Compose and Docker would read is checked piece by piece. */
class ComposeTest {
    private static final Set<String> RUN_ONCE = Set.of("topics", "simulator");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Compose compose;

    private Map<String, JsonNode> services = Map.of();
    private List<String> dockerfile = List.of();

    @BeforeEach
    void load() throws IOException {
        compose = Compose.load();
        services = compose.services();
        dockerfile = Files.readAllLines(Documents.ROOT.resolve("deploy/docker/Dockerfile"));
    }

    @Test
    void composeKnowsEveryKeyAndTheFormOfEveryValue() throws IOException {
        assertThat(problems(compose.file())).isEmpty();
    }

    @Test
    void aMisspeltKeyAndAValueOfTheWrongFormAreFound() throws IOException {
        ((ObjectNode) compose.service("kafka").get("healthcheck")).put("start_periode", "20s");
        ((ObjectNode) compose.service("jobmanager")).put("comand", "standalone-job");
        ((ObjectNode) compose.service("taskmanager")).put("volumes", "state:/data");

        assertThat(problems(compose.file()))
                .hasSizeGreaterThanOrEqualTo(3)
                .anyMatch(problem -> problem.contains("start_periode"))
                .anyMatch(problem -> problem.contains("comand"))
                .anyMatch(problem -> problem.contains("taskmanager/volumes"));
    }

    @Test
    void aTaskManagerOnAGpuIsToldWhichAsOnKubernetes() throws IOException {
        JsonNode onKubernetes = Kustomization.job("overlays/gpu").at("/spec/flinkConfiguration");

        assertThat(compose.arguments("taskmanager-gpu")).isEqualTo(compose.arguments("taskmanager"));
        assertThat(compose.flinkKeys("taskmanager-gpu")).containsAll(compose.flinkKeys("taskmanager"));
        for (String key : List.of(
                "external-resources", "external-resource.gpu.amount", "external-resource.gpu.driver-factory.class")) {
            assertThat(Documents.texts(compose.service("taskmanager-gpu").get("command")))
                    .contains("-D" + key + "=" + onKubernetes.path(key).asText());
        }
    }

    @Test
    void everyImageIsPinnedAndOfTheVersionsThatTheBuildTests() {
        services.forEach((name, service) ->
                assertThat(service.get("image").asText()).as(name).matches("[a-z/-]+:v?[0-9].*[0-9]"));
        assertThat(compose.service("kafka").get("image").asText())
                .startsWith("apache/kafka:" + minor(AppInfoParser.getVersion()) + ".");
        assertThat(dockerfile)
                .anyMatch(line -> line.startsWith("FROM flink:" + EnvironmentInformation.getVersion() + "-java17"));
    }

    @Test
    void everyServiceIsLimitedAndEveryLastingOneIsWatchedAndRestarted() {
        services.forEach((name, service) -> {
            JsonNode limits = service.at("/deploy/resources/limits");
            assertThat(limits.get("memory")).as("memory of %s", name).isNotNull();
            assertThat(limits.get("cpus")).as("cpus of %s", name).isNotNull();
            if (!RUN_ONCE.contains(name)) {
                assertThat(service.get("healthcheck")).as("health of %s", name).isNotNull();
                assertThat(service.path("restart").asText())
                        .as("restart of %s", name)
                        .isEqualTo("unless-stopped");
            }
        });
    }

    @Test
    void flinkFitsIntoItsMemoryLimits() throws IOException {
        JsonNode config = Documents.one("deploy/flink/config.yaml");
        for (String process : List.of("jobmanager", "taskmanager")) {
            String limit = compose.service(process)
                    .at("/deploy/resources/limits/memory")
                    .asText();
            assertThat(megabytes(limit))
                    .as(process)
                    .isGreaterThan(megabytes(
                            config.get(process + ".memory.process.size").asText()));
        }
    }

    @Test
    void everyServiceWaitsForWhatExistsAndHealthyMeansThereIsACheck() {
        services.forEach((name, service) -> service.path("depends_on").fields().forEachRemaining(needed -> {
            JsonNode other = services.get(needed.getKey());
            assertThat(other).as("%s needs %s", name, needed.getKey()).isNotNull();
            if (needed.getValue().get("condition").asText().equals("service_healthy")) {
                assertThat(other.get("healthcheck")).as(needed.getKey()).isNotNull();
            }
        }));
    }

    @Test
    void everyMountedFileExistsEveryVolumeIsDeclaredAndNoPortIsOpenToOtherMachines() throws IOException {
        JsonNode volumes = compose.file().get("volumes");
        services.forEach((name, service) -> {
            for (JsonNode mount : service.path("volumes")) {
                String source = mount.asText().split(":", -1)[0];
                if (source.startsWith("./")) {
                    assertThat(Documents.ROOT.resolve(source)).isRegularFile();
                } else {
                    assertThat(volumes.has(source)).as("%s of %s", source, name).isTrue();
                }
            }
            service.path("ports")
                    .forEach(port -> assertThat(port.asText()).as(name).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void theCommandThatBeginsFromASavepointIsThatOfTheJobManagerWithTheSavepoint() throws IOException {
        String page = Files.readString(Documents.ROOT.resolve("docs/running.md"));
        int block = page.indexOf("```yaml\nservices:\n  jobmanager:") + "```yaml\n".length();
        var fromSavepoint = new Compose(Documents.parse(page.substring(block, page.indexOf("```", block))));
        var arguments = new ArrayList<>(fromSavepoint.arguments("jobmanager"));

        assertThat(arguments.subList(1, 3)).element(0).isEqualTo("--fromSavepoint");
        arguments.subList(1, 3).clear();
        assertThat(arguments).isEqualTo(compose.arguments("jobmanager"));
        assertThat(fromSavepoint.flinkKeys("jobmanager")).isEqualTo(compose.flinkKeys("jobmanager"));
    }

    /** What deploy/README.md tells people to put beside the file. */
    @Test
    void aTrainedModelIsWhereTheJobIsToldInEachProcessThatComposeStarts() throws IOException {
        String page = Files.readString(Documents.ROOT.resolve("deploy/README.md"));
        int block = page.indexOf("```yaml\nservices:\n  jobmanager:\n    environment:") + "```yaml\n".length();
        var more = new Compose(Documents.parse(page.substring(block, page.indexOf("```", block))));

        assertThat(problems(more.file())).isEmpty();
        String place = more.service("jobmanager")
                .at("/environment/TRIBUTARY_ENCODE_INTEREST_MODEL")
                .asText();
        assertThat(more.services().keySet())
                .isEqualTo(services.keySet().stream()
                        .filter(name -> name.contains("manager"))
                        .collect(toSet()));
        assertThat(more.services().values())
                .allSatisfy(service ->
                        assertThat(service.at("/volumes/0").asText()).isEqualTo("./my-model:" + place + ":ro"));
        assertThat(page).contains("interest-model: " + place, "my-model " + place);
        assertThat(JobConfig.OPTIONS).anyMatch(option -> option.key().equals("tributary.encode.interest-model"));
    }

    @Test
    void demonstrationObservabilityAndGpuAreProfiles() {
        var profiles = new TreeSet<String>();
        services.values()
                .forEach(service -> service.path("profiles").forEach(profile -> profiles.add(profile.asText())));
        assertThat(profiles).containsExactly("demo", "gpu", "observability");
    }

    @Test
    void theImageHoldsWhatTheStandaloneClusterRunsAndDoesNotRunAsRoot() {
        assertThat(dockerfile)
                .contains(
                        "COPY --chown=flink:flink deploy/target/tributary/lib/ /opt/flink/lib/",
                        "COPY --chown=flink:flink deploy/target/tributary/usrlib/ /opt/flink/usrlib/",
                        "COPY --chown=flink:flink deploy/target/tributary/cli/ /opt/tributary/cli/",
                        "COPY --chown=flink:flink deploy/target/tributary/LICENSE deploy/target/tributary/NOTICE /opt/tributary/",
                        "COPY --chown=flink:flink deploy/flink/config.yaml /opt/flink/conf/config.yaml",
                        "COPY --chown=flink:flink deploy/flink/tributary.yaml /opt/tributary/conf/tributary.yaml");
        assertThat(dockerfile.stream().filter(line -> line.startsWith("USER ")))
                .last()
                .isEqualTo("USER flink");
        services.values().stream()
                .filter(service -> service.has("build"))
                .map(service -> service.at("/build/target").asText())
                .forEach(target -> assertThat(dockerfile).anyMatch(line -> line.endsWith(" AS " + target)));
    }

    @Test
    void dockerMayReadEverythingThatTheImageCopies() throws IOException {
        List<String> admitted = Files.readAllLines(Documents.ROOT.resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(dockerfile.stream()
                        .filter(line -> line.startsWith("COPY --chown"))
                        .map(line -> line.substring(line.indexOf("deploy/"))))
                .hasSize(6)
                .allMatch(source -> admitted.stream().anyMatch(source::startsWith));
    }

    /** The schema of the Compose Specification is older than the file's own name; of its ids, which are of draft 4, none is used. */
    private static Set<String> problems(JsonNode file) throws IOException {
        ObjectNode whole = file.deepCopy();
        whole.remove("name");
        ObjectNode schema = (ObjectNode) Documents.one("deploy/src/test/resources/compose-spec/compose-spec.json");
        schema.remove("$schema");
        schema.findParents("id").stream()
                .filter(parent -> parent.get("id").isTextual())
                .forEach(parent -> ((ObjectNode) parent).remove("id"));
        // durations are not of ISO 8601 here
        var settings =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(false).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema, settings).validate(whole).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String minor(String version) {
        return version.substring(0, version.lastIndexOf('.'));
    }

    private static long megabytes(String size) {
        long number = Long.parseLong(size.replaceAll("[^0-9]", ""));
        return size.endsWith("g") ? number * 1024 : number;
    }
}
