package dev.tributary.deploy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tributary.cli.kafka.TopicLayout;
import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.job.JobConfig;
import dev.tributary.job.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no Kubernetes where these tests run: documents are held against the schemas and classes that would read them. */
class KubernetesTest {
    private static final Map<String, Class<? extends HasMetadata>> CLASSES = Map.of(
            "ConfigMap", ConfigMap.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodMonitor", PodMonitor.class,
            "PrometheusRule", PrometheusRule.class,
            "Role", Role.class,
            "RoleBinding", RoleBinding.class,
            "ServiceAccount", ServiceAccount.class);

    /** What Kubernetes and the other operators insist on; their classes do not tell. A star stands for each entry of a list. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "ConfigMap", List.of("/data"),
            "KafkaTopic", List.of("/metadata/labels/strimzi.io~1cluster", "/spec/partitions", "/spec/replicas"),
            "KafkaUser", List.of("/metadata/labels/strimzi.io~1cluster", "/spec/authorization/acls/*/resource/type"),
            "NetworkPolicy", List.of("/spec/podSelector", "/spec/policyTypes"),
            "PodMonitor", List.of("/spec/selector", "/spec/podMetricsEndpoints/*/port"),
            "PrometheusRule", List.of("/spec/groups/*/name", "/spec/groups/*/rules/*/expr"),
            "Role", List.of("/rules/*/apiGroups", "/rules/*/resources", "/rules/*/verbs"),
            "RoleBinding",
                    List.of(
                            "/roleRef/apiGroup",
                            "/roleRef/kind",
                            "/roleRef/name",
                            "/subjects/*/kind",
                            "/subjects/*/name"),
            "ServiceAccount", List.of("/metadata/name"));

    static List<String> overlays() {
        return List.of("base", "overlays/production", "overlays/gpu", "overlays/site");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theOperatorUnderstandsTheWholeJob(String overlay) throws Exception {
        JsonNode job = Kustomization.job(overlay);
        JsonNode definition = patchedDefinition();

        assertThat(job.get("kind")).isEqualTo(definition.at("/spec/names/kind"));
        assertThat(job.get("apiVersion").asText())
                .isEqualTo(definition.at("/spec/group").asText() + "/"
                        + definition.at("/spec/versions/0/name").asText());
        assertThat(SchemaCheck.of(job.get("spec"), specSchema(definition))).isEmpty();
        assertThat(Documents.fieldNames(job.get("spec")))
                .contains("image", "flinkVersion", "serviceAccount", "jobManager", "taskManager", "job");
    }

    @Test
    void aMistypedFieldOfTheJobIsFound() throws Exception {
        ObjectNode job = (ObjectNode) Kustomization.job("base");
        ((ObjectNode) job.at("/spec/job")).put("upgrademode", "savepoint");
        ((ObjectNode) job.at("/spec/podTemplate/spec/containers/0")).put("envfrom", "x");
        ((ObjectNode) job.get("spec")).put("flinkVersion", "v2_33");

        assertThat(SchemaCheck.of(job.get("spec"), specSchema(patchedDefinition())))
                .contains("/job/upgrademode is unknown", "/podTemplate/spec/containers/0/envfrom is unknown")
                .anyMatch(problem -> problem.startsWith("/flinkVersion is \"v2_33\", not one of"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whoeverReadsTheOtherDocumentsKnowsEachOfTheirFieldsAndMissesNone(String overlay) throws Exception {
        for (JsonNode document : Kustomization.render(overlay)) {
            String kind = document.get("kind").asText();
            if (!kind.equals("FlinkDeployment")) {
                Class<? extends HasMetadata> type = requireNonNull(CLASSES.get(kind), kind);
                assertThat(document.get("apiVersion").asText()).as(kind).isEqualTo(HasMetadata.getApiVersion(type));
                assertThat(FieldCheck.of(document, type)).as(kind).isEmpty();
                for (String path : requireNonNull(REQUIRED.get(kind), kind)) {
                    assertThat(found(document, path))
                            .as("%s of %s", path, kind)
                            .isNotEmpty()
                            .noneMatch(JsonNode::isMissingNode);
                }
                assertThat(document.at("/metadata/namespace").asText()).as(kind).isEqualTo("tributary");
            }
        }
    }

    @Test
    void aMistypedFieldOfAnotherDocumentIsFound() throws Exception {
        JsonNode user = Documents.one("deploy/kubernetes/base/user.yaml");
        ((ObjectNode) user.at("/spec/authorization/acls/0/resource")).put("pattern", "prefix");

        assertThat(FieldCheck.of(user, KafkaUser.class))
                .containsExactly("/spec/authorization/acls/0/resource/pattern is unknown to AclRuleTopicResource");
        assertThat(found(user, "/spec/authorization/acls/*/host")).allMatch(JsonNode::isMissingNode);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void isRenderedAsKustomizeDoesIt(String overlay) throws Exception {
        assumeTrue(Tools.find("kubectl").isPresent(), "kubectl is not here; Debian has none that is new enough");
        Path output = Files.createTempFile("kustomize", ".yaml");
        int status = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        Kustomization.FOLDER.resolve(overlay).toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();

        assertThat(status).isZero();
        assertThat(Documents.all(output)).containsExactlyInAnyOrderElementsOf(Kustomization.render(overlay));
    }

    @Test
    void aChangedSettingOfTheJobIsAChangeOfTheJobItself() throws Exception {
        List<JsonNode> all = Kustomization.render("base");
        List<String> maps = all.stream()
                .filter(document -> document.get("kind").asText().equals("ConfigMap"))
                .map(document -> document.at("/metadata/name").asText())
                .toList();
        JsonNode volumes = Kustomization.job("base").at("/spec/podTemplate/spec/volumes");

        assertThat(maps).hasSize(2).allMatch(name -> name.matches("tributary-(job|kafka)-\\w{10}"));
        assertThat(volumes.findValuesAsText("name")).containsAll(maps);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void stateLastsOverUpgradesAndTheLossOfAPod(String overlay) throws Exception {
        JsonNode spec = Kustomization.job(overlay).get("spec");
        JsonNode flink = spec.get("flinkConfiguration");

        assertThat(spec.at("/job/upgradeMode").asText()).isEqualTo("savepoint");
        assertThat(flink.path("high-availability.type").asText()).isEqualTo("kubernetes");
        assertThat(List.of(
                        "high-availability.storageDir",
                        "execution.checkpointing.dir",
                        "execution.checkpointing.savepoint-dir"))
                .allMatch(folder -> flink.path(folder).asText().startsWith("s3://"));
        JsonNode container = spec.at("/podTemplate/spec/containers/0");
        assertThat(container.get("name").asText()).isEqualTo("flink-main-container");
        assertThat(Documents.stream(container.get("env"))
                        .filter(variable -> variable.get("name").asText().equals("ENABLE_BUILT_IN_PLUGINS"))
                        .map(variable -> variable.get("value").asText()))
                .as("the plugin that knows s3://")
                .singleElement()
                .asString()
                .startsWith("flink-s3-fs-presto-");
    }

    @Test
    void eachTaskManagerOnAGpuAsksKubernetesForOne() throws Exception {
        JsonNode flink = Kustomization.job("overlays/gpu").at("/spec/flinkConfiguration");

        assertThat(flink.path("external-resources").asText()).isEqualTo("gpu");
        assertThat(flink.path("external-resource.gpu.amount").asText()).isEqualTo("1");
        assertThat(flink.path("external-resource.gpu.kubernetes.config-key").asText())
                .isEqualTo("nvidia.com/gpu");
        assertThat(Kustomization.job("overlays/gpu").at("/spec/image").asText()).startsWith("tributary-gpu:");
    }

    @Test
    void thePortOfKafkaIsOpen() throws Exception {
        String kafka = Documents.one("deploy/kubernetes/base/kafka.yaml")
                .at("/tributary/kafka/bootstrap-servers")
                .asText();
        JsonNode way = Documents.stream(
                        Documents.one("deploy/kubernetes/base/network.yaml").at("/spec/egress"))
                .filter(rule -> rule.at("/to/0/podSelector/matchLabels").has("strimzi.io/cluster"))
                .findFirst()
                .orElseThrow();

        assertThat(kafka).endsWith(":" + way.at("/ports/0/port").asText());
    }

    @Test
    void anUpgradeThatDoesNotRunIsTakenBackByTheOperator() throws Exception {
        JsonNode flink = Kustomization.job("base").at("/spec/flinkConfiguration");

        assertThat(flink.path("kubernetes.operator.deployment.rollback.enabled").asText())
                .isEqualTo("true");
        assertThat(TimeUtils.parseDuration(flink.path("kubernetes.operator.deployment.readiness.timeout")
                        .asText()))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(flink.has("high-availability.type"))
                .as("the operator asks for it")
                .isTrue();
        assertThat(Documents.ROOT.resolve("docs/running.md")).content().contains("within ten minutes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image",
                "high-availability.storageDir",
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir"
            })
    void whatEverySiteHasOfItsOwnIsSetInOneFile(String setting) throws Exception {
        JsonNode ours = Kustomization.job("overlays/site").get("spec");
        JsonNode base = Kustomization.job("base").get("spec");

        assertThat(ours.findValue(setting).asText())
                .isNotEqualTo(base.findValue(setting).asText())
                .matches("registry.example.com/.*|s3://my-bucket/.*");
    }

    @Test
    void theAlertsOfThePrometheusOperatorAreThoseOfPrometheus() throws Exception {
        assertThat(Documents.one("deploy/kubernetes/components/monitoring/alerts.yaml")
                        .get("spec"))
                .isEqualTo(Documents.one("deploy/observability/alerts.yml"));
    }

    @Test
    void thePodsThatAreScrapedHaveThePortAndMayBeReached() throws Exception {
        JsonNode endpoint = Documents.one("deploy/kubernetes/components/monitoring/pods.yaml")
                .at("/spec/podMetricsEndpoints/0/port");
        JsonNode port = Kustomization.job("base").at("/spec/podTemplate/spec/containers/0/ports/0");

        assertThat(port.get("name")).isEqualTo(endpoint);
        assertThat(Documents.one("deploy/kubernetes/base/network.yaml").at("/spec/ingress/2/ports/0/port"))
                .isEqualTo(port.get("containerPort"));
    }

    @Test
    void theKafkaThatThePageShowsIsOneThatStrimziReads() throws Exception {
        String page = Files.readString(Documents.ROOT.resolve("deploy/README.md"));
        Matcher block = Pattern.compile("```yaml\n(apiVersion: kafka.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();
        JsonNode kafka = Documents.parse(block.group(1));

        assertThat(FieldCheck.of(kafka, Kafka.class)).isEmpty();
        assertThat(kafka.get("apiVersion").asText()).isEqualTo(HasMetadata.getApiVersion(KafkaTopic.class));
        assertThat(Documents.one("deploy/kubernetes/base/user.yaml").at("/metadata/labels/strimzi.io~1cluster"))
                .isEqualTo(kafka.at("/metadata/name"));
    }

    @Test
    void itsTopicsAreTheSix() throws Exception {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        for (JsonNode document : Kustomization.render("base")) {
            if (document.get("kind").asText().equals("KafkaTopic")) {
                Map<String, String> config = new TreeMap<>();
                document.at("/spec/config")
                        .properties()
                        .forEach(setting ->
                                config.put(setting.getKey(), setting.getValue().asText()));
                settings.put(document.at("/metadata/name").asText(), config);
            }
        }

        assertThat(settings)
                .isEqualTo(TopicLayout.of(TopicNames.STANDARD).stream()
                        .collect(toMap(TopicLayout::name, TopicLayout::settings)));
    }

    @Test
    void flinkIsConfiguredAsTheStandaloneClusterIs() throws Exception {
        JsonNode inPods = Kustomization.job("base").at("/spec/flinkConfiguration");
        // the operator says where processes listen and how much memory they have
        var saidElsewhere = List.of(
                "jobmanager.bind-host",
                "taskmanager.bind-host",
                "rest.address",
                "rest.bind-address",
                "jobmanager.memory.process.size",
                "taskmanager.memory.process.size");

        Documents.one("deploy/flink/config.yaml").fields().forEachRemaining(setting -> {
            if (!saidElsewhere.contains(setting.getKey())) {
                assertThat(inPods.path(setting.getKey()).asText())
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue().asText());
            }
        });
    }

    @Test
    void theJobIsTheSameAndTakesItsSettings() throws Exception {
        JsonNode job = Kustomization.job("base").at("/spec/job");
        var settings = new Settings(JobConfig.OPTIONS)
                .file(Documents.ROOT.resolve("deploy/flink/tributary.yaml"))
                .file(Documents.ROOT.resolve("deploy/kubernetes/base/kafka.yaml"))
                .load();

        assertThat(JobConfig.from(settings).kafka().clientProperties()).containsEntry("security.protocol", "SSL");
        assertThat(Compose.load().arguments("jobmanager"))
                .contains(job.get("entryClass").asText())
                .contains(job.at("/args/1").asText());
    }

    /** The newest definition on Maven Central is that of operator 1.10; {@code -Dtributary.operator-crd=FILE} checks against another. */
    private static JsonNode definition() throws Exception {
        String file = System.getProperty("tributary.operator-crd", "");
        if (!file.isEmpty()) {
            return Documents.all(Path.of(file)).get(0);
        }
        try (var crd = KubernetesTest.class.getResourceAsStream(
                "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            return new YAMLMapper().readTree(crd);
        }
    }

    /** After what deploy/README.md tells people to do with the operator's definition. */
    private static JsonNode patchedDefinition() throws Exception {
        String page = Files.readString(Documents.ROOT.resolve("deploy/README.md"));
        Matcher patch = Pattern.compile(
                        "kubectl patch crd flinkdeployments.flink.apache.org --type json -p \\\\\n *'(.*)'")
                .matcher(page);
        assertThat(patch.find()).isTrue();
        JsonNode definition = definition();
        JsonPatch.apply(Documents.parse(patch.group(1)), definition);
        return definition;
    }

    private static JsonNode specSchema(JsonNode definition) {
        return definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    }

    private static List<JsonNode> found(JsonNode document, String path) {
        int star = path.indexOf("/*");
        if (star < 0) {
            return List.of(document.at(path));
        }
        return Documents.stream(document.at(path.substring(0, star)))
                .flatMap(entry -> found(entry, path.substring(star + 2)).stream())
                .toList();
    }
}
