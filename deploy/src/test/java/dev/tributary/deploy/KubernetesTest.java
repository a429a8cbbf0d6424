package dev.tributary.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tributary.cli.kafka.TopicLayout;
import dev.tributary.job.JobConfig;
import dev.tributary.job.settings.Settings;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no Kubernetes where these tests run: documents are held against the schemas and classes that would read them. */
class KubernetesTest {
    private static final Map<String, Class<?>> CLASSES = Map.of(
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class,
            "NetworkPolicy", NetworkPolicy.class,
            "Role", Role.class,
            "RoleBinding", RoleBinding.class,
            "ServiceAccount", ServiceAccount.class);

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/gpu"})
    void theOperatorUnderstandsEveryFieldOfTheJob(String overlay) throws Exception {
        ObjectNode job = Kustomization.job(overlay).deepCopy();
        // newer than the newest schema on Maven Central
        assertThat(((ObjectNode) job.get("spec")).remove("flinkVersion").asText())
                .isEqualTo("v2_3");

        assertThat(SchemaCheck.of(job.get("spec"), operatorSchema())).isEmpty();
    }

    @Test
    void aMistypedFieldOfTheJobIsFound() throws Exception {
        ObjectNode job = Kustomization.job("base").deepCopy();
        ((ObjectNode) job.at("/spec/job")).put("upgrademode", "savepoint");
        ((ObjectNode) job.at("/spec/podTemplate/spec/containers/0")).put("envfrom", "x");

        assertThat(SchemaCheck.of(job.get("spec"), operatorSchema()))
                .contains("/job/upgrademode is unknown", "/podTemplate/spec/containers/0/envfrom is unknown");
    }

    @Test
    void whoeverReadsTheOtherDocumentsKnowsEachOfTheirFields() throws Exception {
        for (JsonNode document : Kustomization.others()) {
            String kind = document.get("kind").asText();
            assertThat(CLASSES).containsKey(kind);
            assertThat(FieldCheck.of(document, CLASSES.getOrDefault(kind, Object.class)))
                    .as(kind)
                    .isEmpty();
        }
    }

    @Test
    void aMistypedFieldOfAnotherDocumentIsFound() throws Exception {
        JsonNode user = Documents.one("deploy/kubernetes/base/user.yaml");
        ((ObjectNode) user.at("/spec/authorization/acls/0/resource")).put("pattern", "prefix");

        assertThat(FieldCheck.of(user, KafkaUser.class))
                .containsExactly("/spec/authorization/acls/0/resource/pattern is unknown to AclRuleTopicResource");
    }

    @Test
    void itsTopicsAreTheSix() throws Exception {
        Map<String, Boolean> compacted = Kustomization.others().stream()
                .filter(document -> document.get("kind").asText().equals("KafkaTopic"))
                .collect(toMap(
                        topic -> topic.at("/metadata/name").asText(),
                        topic ->
                                topic.at("/spec/config/cleanup.policy").asText().equals("compact")));

        assertThat(compacted)
                .isEqualTo(TopicLayout.ALL.stream().collect(toMap(TopicLayout::name, TopicLayout::compacted)));
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

    private static JsonNode operatorSchema() throws Exception {
        try (var crd = KubernetesTest.class.getResourceAsStream(
                "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            return new YAMLMapper().readTree(crd).at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        }
    }
}
