package dev.tributary.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.job.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PROVIDER_CLASS = "config.providers.secrets.class";
    private static final String PROVIDER_PATHS = "config.providers.secrets.param.allowed.paths";

    @Test
    void takesWhatConnectsSecurely() {
        assertThatCode(() -> config(Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        SCRAM + " required username=\"river\" password=\"deep\";",
                        "ssl.truststore.location",
                        "/etc/tributary/trust.p12",
                        "max.request.size",
                        "2000000")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.security.auth.module.JndiLoginModule",
                "com.sun.security.auth.module.LdapLoginModule",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
                "com.example.ModuleOfMyOwn"
            })
    void refusesEveryLoginModuleButThoseOfTheList(String module) {
        assertThatThrownBy(() -> config(Map.of("sasl.jaas.config", module + " required password=\"deep\";")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tributary.kafka.properties: sasl.jaas.config")
                .hasMessageContaining("login module")
                .hasMessageNotContaining("deep");
    }

    @Test
    void refusesASecondLoginModuleBehindAGoodOne() {
        String both = SCRAM + " required; com.sun.security.auth.module.JndiLoginModule required;";

        assertThatThrownBy(() -> config(Map.of("sasl.jaas.config", both))).hasMessageContaining("sasl.jaas.config");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interceptor.classes",
                "metric.reporters",
                "security.providers",
                "key.deserializer",
                "partitioner.class",
                "ssl.engine.factory.class",
                "sasl.login.class",
                "sasl.login.callback.handler.class",
                "sasl.client.callback.handler.class"
            })
    void refusesWhatLoadsClassesByName(String key) {
        assertThatThrownBy(() -> config(Map.of(key, "com.example.Anything")))
                .hasMessage("tributary.kafka.properties: " + key
                        + " names classes to be loaded, which is not allowed. Remove it.");
    }

    @Test
    void refusesWhatRunsAProgram() {
        assertThatThrownBy(() -> config(Map.of("sasl.kerberos.kinit.cmd", "/tmp/anything")))
                .hasMessage("tributary.kafka.properties: sasl.kerberos.kinit.cmd names a program to be run,"
                        + " which is not allowed. Remove it.");
    }

    @Test
    void readsPasswordsFromMountedSecretsAndWithNoOtherProvider() {
        assertThatCode(() -> config(secrets(Map.of(PROVIDER_PATHS, "/opt/tributary/user,/opt/tributary/ca"))))
                .doesNotThrowAnyException();
        for (String other : List.of(
                "com.example.Provider",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "org.apache.kafka.common.config.provider.EnvVarConfigProvider")) {
            assertThatThrownBy(() -> config(Map.of("config.providers", "secrets", PROVIDER_CLASS, other)))
                    .hasMessageContaining(PROVIDER_CLASS + " may only be ");
        }
    }

    @Test
    void refusesSecretsFromAnyFolder() {
        assertThatThrownBy(() -> config(secrets(Map.of("client.id", "${secrets:/etc:passwd}"))))
                .hasMessageContaining(PROVIDER_CLASS + " needs " + PROVIDER_PATHS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/etc",
                "",
                "opt/tributary/user",
                "/opt/tributary",
                "/opt/tributary/../../etc",
                "/opt/tributary/user,/etc",
                "/opt/tributary/user,"
            })
    void refusesSecretsFromElsewhereThanWhereTheyAreMounted(String folders) {
        assertThatThrownBy(() -> config(secrets(Map.of(PROVIDER_PATHS, folders))))
                .hasMessageContaining(PROVIDER_PATHS + " may only hold folders below /opt/tributary");
    }

    private static Map<String, String> secrets(Map<String, String> more) {
        var properties = new HashMap<>(more);
        properties.put("config.providers", "secrets");
        properties.put(PROVIDER_CLASS, "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        properties.put("ssl.key.password", "${secrets:/opt/tributary/user:password}");
        return properties;
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.oauthbearer.token.endpoint.url, file:///etc/passwd",
        "sasl.oauthbearer.token.endpoint.url, http://169.254.169.254/token",
        "sasl.oauthbearer.jwks.endpoint.url, https://example.org/keys"
    })
    void refusesTokensFromFilesAndAddresses(String key, String value) {
        assertThatThrownBy(() -> config(Map.of(key, value)))
                .hasMessageContaining(key + " lets the client read tokens from files and addresses");
    }

    @Test
    void refusesAMechanismThatWouldNeedThem() {
        assertThatThrownBy(() -> config(Map.of("sasl.mechanism", "OAUTHBEARER")))
                .hasMessageContaining("sasl.mechanism must be one of [GSSAPI, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512]");
    }

    @Test
    void namesWhatSomebodyProbablyMeant() {
        assertThatThrownBy(() -> config(Map.of("security.protocl", "SSL")))
                .hasMessage("tributary.kafka.properties: security.protocl is no setting of a Kafka client."
                        + " Did you mean security.protocol?");
    }

    @Test
    void namesOurOwnSettingWhereThereIsOne() {
        assertThatThrownBy(() -> config(Map.of("bootstrap.servers", "elsewhere:9092")))
                .hasMessageContaining("bootstrap.servers is set through tributary.kafka.bootstrap-servers");
    }

    @Test
    void aConfigurationInWordsHoldsNoSecret() {
        String words = config(Map.of("ssl.keystore.password", "deep")).toString();

        assertThat(words).contains("ssl.keystore.password").doesNotContain("deep");
    }

    @Test
    void aMessageAboutMalformedPropertiesHoldsNoSecret() {
        assertThatThrownBy(() -> new Settings(KafkaConfig.OPTIONS)
                        .flags(List.of("tributary.kafka.properties=deep"))
                        .load())
                .hasMessageContaining("tributary.kafka.properties (--set) cannot be what is given")
                .hasMessageNotContaining("deep");
    }

    private static KafkaConfig config(Map<String, String> properties) {
        var configuration = new Configuration();
        configuration.set(KafkaConfig.BOOTSTRAP_SERVERS, "localhost:9092");
        configuration.set(KafkaConfig.PROPERTIES, properties);
        return KafkaConfig.from(configuration);
    }
}
