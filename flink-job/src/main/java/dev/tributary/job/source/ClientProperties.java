package dev.tributary.job.source;

import dev.tributary.job.settings.NearestKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/**
 * Which settings a user may give to the Kafka clients. What would load classes by name, run programs, read files other than key and trust stores
 * and mounted secrets, or call foreign addresses is refused: whoever may write a configuration must not thereby run code in the cluster.
 */
public final class ClientProperties {
    private static final Map<String, ConfigDef.ConfigKey> KNOWN = known();

    /** Of the connector, not of Kafka. */
    private static final Set<String> OF_THE_CONNECTOR = Set.of(
            "partition.discovery.interval.ms",
            "commit.offsets.on.checkpoint",
            "register.consumer.metrics",
            "register.producer.metrics");

    /** Set from settings of our own. */
    private static final Map<String, String> OURS = Map.of(
            "bootstrap.servers", "tributary.kafka.bootstrap-servers",
            "group.id", "tributary.kafka.group-id",
            "auto.offset.reset", "tributary.kafka.start-from",
            "linger.ms", "tributary.sink.linger",
            "transaction.timeout.ms", "tributary.sink.transaction-timeout",
            "transactional.id", "tributary.sink.transactional-id-prefix");

    /** Lists of classes, which Kafka declares as lists of text; classes proper are found by their type. */
    private static final Set<String> LISTS_OF_CLASSES =
            Set.of("interceptor.classes", "metric.reporters", "security.providers", "partition.assignment.strategy");

    /** Reads passwords from mounted secrets, one file each: how Kubernetes hands them over. */
    private static final String SECRETS = "org.apache.kafka.common.config.provider.DirectoryConfigProvider";

    /** Where secrets are mounted. What a provider reads may go to a broker, in any other setting, so it must not read any folder. */
    private static final Path MOUNTED = Path.of("/opt/tributary");

    private static final String PROVIDERS = "config.providers";
    private static final Pattern PROVIDER_CLASS = Pattern.compile("(config\\.providers\\.\\w+\\.)class");
    private static final Pattern PROVIDER_PATHS =
            Pattern.compile("config\\.providers\\.\\w+\\.param\\.allowed\\.paths");

    private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "GSSAPI");

    private static final Set<String> LOGIN_MODULES = Set.of(
            "org.apache.kafka.common.security.plain.PlainLoginModule",
            "org.apache.kafka.common.security.scram.ScramLoginModule",
            "com.sun.security.auth.module.Krb5LoginModule");

    private ClientProperties() {}

    /** @return what is wrong with the settings, for a person, without the value of any; empty if they may be used */
    public static List<String> problems(Map<String, String> properties) {
        return properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> Stream.ofNullable(problem(entry.getKey(), entry.getValue(), properties)))
                .toList();
    }

    private static @Nullable String problem(String key, String value, Map<String, String> all) {
        if (OURS.containsKey(key)) {
            return key + " is set through " + OURS.get(key) + ". Remove it here.";
        }
        if (key.startsWith("sasl.oauthbearer.")) {
            return key
                    + " lets the client read tokens from files and addresses, which is not allowed. Use one of the mechanisms "
                    + sorted(MECHANISMS) + ", or TLS with a client certificate.";
        }
        if (SaslConfigs.SASL_KERBEROS_KINIT_CMD.equals(key)) {
            return key + " names a program to be run, which is not allowed. Remove it.";
        }
        if (key.equals(PROVIDERS)) {
            return null;
        }
        Matcher provider = PROVIDER_CLASS.matcher(key);
        if (provider.matches()) {
            return provider(key, value, provider.group(1) + "param.allowed.paths", all);
        }
        if (PROVIDER_PATHS.matcher(key).matches()) {
            boolean mounted = Stream.of(value.split(",", -1)).allMatch(ClientProperties::isMounted);
            return mounted ? null : key + " may only hold folders below " + MOUNTED + ", where secrets are mounted.";
        }
        ConfigDef.ConfigKey known = KNOWN.get(key);
        if (LISTS_OF_CLASSES.contains(key) || (known != null && known.type == ConfigDef.Type.CLASS)) {
            return key + " names classes to be loaded, which is not allowed. Remove it.";
        }
        return switch (key) {
            case SaslConfigs.SASL_MECHANISM ->
                MECHANISMS.contains(value) ? null : key + " must be one of " + sorted(MECHANISMS) + ".";
            case SaslConfigs.SASL_JAAS_CONFIG -> loginModules(value);
            default ->
                known != null || OF_THE_CONNECTOR.contains(key)
                        ? null
                        : key + " is no setting of a Kafka client."
                                + NearestKey.of(key, KNOWN.keySet())
                                        .map(near -> " Did you mean " + near + "?")
                                        .orElse("");
        };
    }

    private static @Nullable String provider(String key, String value, String paths, Map<String, String> all) {
        if (!value.equals(SECRETS)) {
            return key + " may only be " + SECRETS + ".";
        }
        return all.containsKey(paths)
                ? null
                : key + " needs " + paths + ", the folders that may be read: some below " + MOUNTED + ".";
    }

    private static boolean isMounted(String folder) {
        try {
            Path path = Path.of(folder.strip()).normalize();
            return path.startsWith(MOUNTED) && !path.equals(MOUNTED);
        } catch (InvalidPathException wrong) {
            return false;
        }
    }

    private static @Nullable String loginModules(String jaas) {
        List<String> modules;
        try {
            modules =
                    JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                            .configurationEntries()
                            .stream()
                            .map(AppConfigurationEntry::getLoginModuleName)
                            .toList();
        } catch (RuntimeException malformed) { // its message may hold a password
            return "sasl.jaas.config cannot be read, or names a login module that Kafka refuses. Write: "
                    + "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"…\" password=\"…\";";
        }
        return modules.stream()
                .filter(module -> !LOGIN_MODULES.contains(module))
                .findFirst()
                .map(module -> "sasl.jaas.config names the login module " + module
                        + ", which is not allowed. Use one of " + sorted(LOGIN_MODULES) + ".")
                .orElse(null);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static Map<String, ConfigDef.ConfigKey> known() {
        return Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
                .flatMap(definition -> definition.configKeys().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new));
    }
}
