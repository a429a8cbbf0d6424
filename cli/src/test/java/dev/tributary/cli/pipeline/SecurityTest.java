package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tributary.cli.embedded.EmbeddedFlink;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.SecureKafka;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.KafkaCheck;
import dev.tributary.job.Scenario;
import dev.tributary.job.TributaryJob;
import dev.tributary.job.settings.InvalidSettingsException;
import dev.tributary.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka behind TLS, passwords and access rights. The topics have one to three partitions: their number is free. What is refused is refused
 * by the job's own entry point, before anything starts.
 */
class SecurityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** In the order of the flow, with the number of partitions. */
    private static final Map<String, Integer> TOPICS = Map.of(
            Topics.BEHAVIORS, 1,
            Topics.ITEMS, 3,
            Topics.REQUESTS, 2,
            Topics.ERASURES, 1,
            Topics.RECOMMENDATIONS, 3,
            Topics.DEAD_LETTERS, 1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static LogCapture log;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SecureKafka broker;

    @BeforeAll
    static void start() throws Exception {
        log = new LogCapture();
        broker = SecureKafka.start(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.plainDoor()))) {
            admin.createTopics(TOPICS.entrySet().stream()
                            .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
                            .toList())
                    .all()
                    .get();
            admin.createAcls(TOPICS.keySet().stream()
                            .flatMap(topic ->
                                    Stream.of(grant(topic, AclOperation.READ), grant(topic, AclOperation.DESCRIBE)))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
        log.close();
    }

    @Test
    void worksOverTlsWithAPasswordAndDoesNotLogIt() {
        recommends("scram", broker.scramDoor(), broker.scram("tributary", SecureKafka.PASSWORD));

        assertThat(log.lines()).anyMatch(line -> line.contains("sasl.jaas.config"));
    }

    @Test
    void worksOverTlsWithAClientCertificate() {
        recommends("certificate", broker.certificateDoor(), broker.certificate("client", "trust-broker"));
    }

    /** Exactly once, with the rights of deploy/kubernetes/base/user.yaml and no others. */
    @Test
    void theRightsOfTheUserOnKubernetesAreEnough() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.plainDoor()))) {
            admin.createAcls(rightsOnKubernetes("User:deployed")).all().get();
        }
        Configuration settings = FlinkDefaults.under(settings());
        settings.setString("tributary.kafka.bootstrap-servers", broker.scramDoor());
        settings.setString("tributary.kafka.properties", json(broker.scram("deployed", SecureKafka.PASSWORD)));
        JobConfig config = JobConfig.from(settings);
        KafkaCheck.run(config.kafka(), config.sink());
        try (var flink = EmbeddedFlink.start(2, settings);
                var kafka = KafkaClient.readCommitted(broker.plainDoor())) {
            var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
            TributaryJob.build(env, config);
            flink.submit(env);
            kafka.item("deployed-shoes", "shop", "Light trail running shoes");
            Awaitility.await().atMost(PATIENCE).until(() -> flink.metrics().sum("retrieve", "items") > 0);
            kafka.behavior("deployed", "walker", "shop", "deployed-shoes");

            assertThat(kafka.awaitAnswer("deployed", "shop").getItems()).isNotEmpty();
        }
    }

    @Test
    void credentialsThatMayNotReadWhatTheyWriteExactlyOnceAreToldSo() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.plainDoor()))) {
            admin.createAcls(rightsOnKubernetes("User:writer").stream()
                            .filter(right -> !right.pattern().name().equals(Topics.RECOMMENDATIONS)
                                    || right.entry().operation() != AclOperation.READ)
                            .toList())
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> submit(
                        broker.scramDoor(),
                        broker.scram("writer", SecureKafka.PASSWORD),
                        "--set",
                        "tributary.sink.delivery=EXACTLY_ONCE"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("may not READ the topic " + Topics.RECOMMENDATIONS)
                .hasMessageNotContaining("WRITE")
                .hasMessageNotContaining(Topics.DEAD_LETTERS);
    }

    private static List<AclBinding> rightsOnKubernetes(String principal) throws IOException {
        JsonNode user = new YAMLMapper()
                .readTree(Path.of("../deploy/kubernetes/base/user.yaml").toFile());
        var rights = new ArrayList<AclBinding>();
        for (JsonNode rule : user.at("/spec/authorization/acls")) {
            JsonNode resource = rule.get("resource");
            var pattern = new ResourcePattern(
                    ResourceType.valueOf(constant(resource.get("type"))),
                    resource.path("name").asText("kafka-cluster"),
                    PatternType.valueOf(constant(resource.path("patternType")).replace("PREFIX", "PREFIXED")));
            for (JsonNode operation : rule.get("operations")) {
                rights.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                principal, "*", AclOperation.valueOf(constant(operation)), AclPermissionType.ALLOW)));
            }
        }
        assertThat(rights).hasSizeGreaterThan(15);
        return rights;
    }

    /** @return {@code TRANSACTIONAL_ID} for {@code transactionalId}, {@code LITERAL} for nothing */
    private static String constant(JsonNode word) {
        return word.asText("literal").replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** The password is that of the key and trust stores too. */
    private static void recommends(String name, String door, Map<String, String> properties) {
        Configuration settings = settings();
        settings.setString("tributary.kafka.properties", json(properties));
        try (var tributary = EmbeddedTributary.startOn(door, settings);
                var kafka = new KafkaClient(broker.plainDoor())) {
            kafka.item(name + "-shoes", "shop", "Light trail running shoes");
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() > 0);
            kafka.behavior(name, "walker", "shop", name + "-shoes");

            assertThat(kafka.awaitAnswer(name, "shop").getItems()).isNotEmpty();
        }
        assertThat(log.lines())
                .anyMatch(line -> line.contains("ssl.truststore.password"))
                .noneMatch(line -> line.contains(SecureKafka.PASSWORD));
    }

    @Test
    void aBrokerWithAForeignCertificateIsNotTrusted() {
        assertThatThrownBy(() -> submit(broker.certificateDoor(), broker.certificate("client", "trust-stranger")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith(
                        "tributary.kafka.properties: the TLS handshake with " + broker.certificateDoor() + " failed: ")
                .hasMessageContaining("Check ssl.truststore.location");
    }

    @Test
    void aBrokerWithAForeignCertificateIsNotTrustedWithAPasswordEither() {
        assertThatThrownBy(() ->
                        submit(broker.scramDoor(), broker.scram("tributary", SecureKafka.PASSWORD, "trust-stranger")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith(
                        "tributary.kafka.properties: the TLS handshake with " + broker.scramDoor() + " failed: ")
                .hasMessageContaining("Check ssl.truststore.location")
                .hasMessageNotContaining(SecureKafka.PASSWORD);
    }

    @Test
    void aBrokerWhoseCertificateNamesAnotherHostIsToldSo() {
        String door = broker.certificateDoorByAnotherName();

        assertThatThrownBy(() -> submit(door, broker.certificate("client", "trust-broker")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("tributary.kafka.properties: the TLS handshake with " + door + " failed: ")
                .hasMessageContaining("No name matching localhost found")
                .hasMessageContaining("the address, whose host these must name");
    }

    @Test
    void aForeignClientCertificateIsToldSo() {
        assertThatThrownBy(() -> submit(broker.certificateDoor(), broker.certificate("stranger", "trust-broker")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith(
                        "tributary.kafka.properties: the TLS handshake with " + broker.certificateDoor() + " failed: ")
                .hasMessageContaining("ssl.keystore.location, the certificate of this client");
    }

    @Test
    void aWrongPasswordIsToldSo() {
        assertThatThrownBy(() -> submit(broker.scramDoor(), broker.scram("tributary", "shallow-4712")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("refuses the credentials")
                .hasMessageEndingWith("Check sasl.mechanism and sasl.jaas.config.")
                .hasMessageNotContaining("shallow-4712");
    }

    @Test
    void aKeyStoreThatIsNotThereIsNamed() {
        Map<String, String> properties = broker.certificate("nobody", "trust-broker");

        assertThatThrownBy(() -> submit(broker.certificateDoor(), properties))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("tributary.kafka.properties: no Kafka client can be made with them: ")
                .hasMessageContaining("nobody.p12");
    }

    @Test
    void credentialsThatMayOnlyReadAreToldWhatTheyLack() {
        assertThatThrownBy(() -> submit(broker.scramDoor(), broker.scram("reader", SecureKafka.PASSWORD)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("may not WRITE the topic " + Topics.RECOMMENDATIONS
                        + " (tributary.kafka.topics.recommendations). Grant it, for example with: kafka-acls.sh")
                .hasMessageContaining("may not WRITE the topic " + Topics.DEAD_LETTERS)
                .hasMessageNotContaining(Topics.BEHAVIORS);
    }

    @Test
    void credentialsThatLackTheGroupOrTheTransactionsAreToldSo() {
        assertThatThrownBy(() -> submit(
                        broker.scramDoor(),
                        broker.scram("reader", SecureKafka.PASSWORD),
                        "--set",
                        "tributary.sink.delivery=EXACTLY_ONCE"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(
                        "may not READ the group tributary (tributary.kafka.group-id). Grant it, for example"
                                + " with: kafka-acls.sh")
                .hasMessageContaining("may not WRITE the transactional id tributary"
                        + " (tributary.sink.transactional-id-prefix). Grant it, for example with: kafka-acls.sh")
                .hasMessageEndingWith("--transactional-id tributary --resource-pattern-type prefixed");
    }

    @Test
    void aMissingTopicIsNamedWithItsSettingAndTheRemedy() {
        assertThatThrownBy(() ->
                        submit(broker.plainDoor(), Map.of(), "--set", "tributary.kafka.topics.behaviors=behaviours"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("The topic behaviours (tributary.kafka.topics.behaviors) is missing on "
                        + broker.plainDoor() + ". Create the topics with: tributary topics --create --kafka "
                        + broker.plainDoor() + ", or correct the name.");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNamed() {
        assertThatThrownBy(() ->
                        submit("127.0.0.1:1", Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "900")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("tributary.kafka.bootstrap-servers: no Kafka answers at 127.0.0.1:1")
                .hasMessageContaining("Check the address, and security.protocol");
    }

    private static void submit(String door, Map<String, String> properties, String... more) throws Exception {
        Path file = Files.createTempFile(folder, "tributary", ".yaml");
        var kafka = Map.of("bootstrap-servers", door, "properties", properties);
        var scenarios = List.of(Map.of("id", "shop", "description", "Running equipment"));
        // JSON is YAML
        Files.writeString(file, json(Map.of("tributary", Map.of("kafka", kafka, "scenarios", scenarios))));
        TributaryJob.main(Stream.concat(Stream.of("--config", file.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String json(Object value) {
        try {
            return new JsonMapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static AclBinding grant(String topic, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:reader", "*", operation, AclPermissionType.ALLOW));
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.sink.delivery", "EXACTLY_ONCE");
        settings.setString("execution.checkpointing.interval", "500 ms");
        settings.setString("execution.checkpointing.min-pause", "100 ms");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
