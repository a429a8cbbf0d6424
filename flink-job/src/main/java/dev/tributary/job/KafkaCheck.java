package dev.tributary.job;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.tributary.job.settings.InvalidSettingsException;
import dev.tributary.job.sink.SinkConfig;
import dev.tributary.job.source.KafkaConfig;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Kafka before the job starts. What a person has to mend, such as a wrong certificate or a missing topic, is then one sentence at
 * the start instead of a job that restarts for ever.
 */
public final class KafkaCheck {
    private static final int PATIENCE_MS = 30_000;

    private final KafkaConfig config;
    private final SinkConfig sink;

    private KafkaCheck(KafkaConfig config, SinkConfig sink) {
        this.config = config;
        this.sink = sink;
    }

    /** @throws InvalidSettingsException with everything that keeps the job from reading its inputs and writing its outputs */
    public static void run(KafkaConfig config, SinkConfig sink) {
        List<String> problems = config.checkAtStart() ? new KafkaCheck(config, sink).problems() : List.of();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private List<String> problems() {
        try (Admin admin = Admin.create(clientProperties())) {
            Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(
                            List.copyOf(config.topics().values()),
                            new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues();
            Stream<String> ofTopics = config.topics().entrySet().stream()
                    .flatMap(topic -> problems(topic.getKey(), topic.getValue(), found.get(topic.getValue())));
            return Stream.of(ofTopics, groupProblem(admin), transactionProblem(admin))
                    .flatMap(problems -> problems)
                    .distinct()
                    .toList();
        } catch (KafkaException unusable) {
            return List.of(
                    "tributary.kafka.properties: no Kafka client can be made with them: " + innermost(unusable) + ".");
        }
    }

    private Properties clientProperties() {
        Properties properties = config.properties();
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.putIfAbsent("default.api.timeout.ms", String.valueOf(PATIENCE_MS));
        properties.putIfAbsent("request.timeout.ms", String.valueOf(PATIENCE_MS / 2));
        return properties;
    }

    private Stream<String> problems(String key, String topic, @Nullable KafkaFuture<TopicDescription> found) {
        try {
            return found == null ? Stream.empty() : missingRights(key, topic, found.get());
        } catch (ExecutionException failure) {
            return Stream.of(problem(key, topic, failure.getCause() == null ? failure : failure.getCause()));
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    private Stream<String> missingRights(String key, String topic, TopicDescription description) {
        var allowed = description.authorizedOperations();
        return needed(topic)
                .filter(operation -> allowed != null && !allowed.contains(operation))
                .map(operation -> mayNot(key, topic, operation));
    }

    /** Exactly once, Flink looks for transactions that were left open in the topic of lists; Kafka tells those who may read. */
    private Stream<AclOperation> needed(String topic) {
        if (!config.writes(topic)) {
            return Stream.of(READ);
        }
        boolean inTransactions =
                sink.delivery() == SinkConfig.Delivery.EXACTLY_ONCE && topic.equals(config.recommendations());
        return inTransactions ? Stream.of(WRITE, READ) : Stream.of(WRITE);
    }

    /** What else is wrong, the descriptions of the topics say. */
    private Stream<String> groupProblem(Admin admin) {
        String problem = mayNot(READ, "group", config.groupId(), "tributary.kafka.group-id", "");
        try {
            var groups = admin.describeConsumerGroups(
                            List.of(config.groupId()),
                            new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .all()
                    .get()
                    .values();
            return groups.stream()
                    .filter(group -> group.authorizedOperations() != null
                            && !group.authorizedOperations().contains(READ))
                    .map(group -> problem);
        } catch (ExecutionException failure) { // most often because there is no such group yet
            return failure.getCause() instanceof GroupAuthorizationException ? Stream.of(problem) : Stream.empty();
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    /** Kafka does not say what may be done with a transactional id, but hides those of which nothing may be known. */
    private Stream<String> transactionProblem(Admin admin) {
        if (sink.delivery() != SinkConfig.Delivery.EXACTLY_ONCE) {
            return Stream.empty();
        }
        String prefix = sink.transactionalIdPrefix();
        try {
            admin.describeTransactions(List.of(prefix + "-0")).all().get();
            return Stream.empty();
        } catch (ExecutionException failure) {
            return failure.getCause() instanceof TransactionalIdAuthorizationException
                    ? Stream.of(mayNot(
                            WRITE,
                            "transactional-id",
                            prefix,
                            "tributary.sink.transactional-id-prefix",
                            " --resource-pattern-type prefixed"))
                    : Stream.empty();
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    private static IllegalStateException interrupted(InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while Kafka was looked at", interruption);
    }

    private String problem(String key, String topic, Throwable failure) {
        if (failure instanceof UnknownTopicOrPartitionException) {
            return "The topic " + topic + " (" + key + ") is missing on " + config.bootstrapServers()
                    + ". Create the topics with: tributary topics --create --kafka " + config.bootstrapServers()
                    + ", or correct the name.";
        }
        if (failure instanceof AuthorizationException) {
            return mayNot(key, topic, config.writes(topic) ? WRITE : READ);
        }
        if (failure instanceof SslAuthenticationException) {
            return "tributary.kafka.properties: the TLS handshake with " + config.bootstrapServers() + " failed: "
                    + innermost(failure)
                    + ". Check ssl.truststore.location, which must hold the authority of the brokers'"
                    + " certificates, the address, whose host these must name, and ssl.keystore.location, the certificate of this client, if the brokers want one.";
        }
        if (failure instanceof SaslAuthenticationException || failure instanceof UnsupportedSaslMechanismException) {
            return "tributary.kafka.properties: " + config.bootstrapServers() + " refuses the credentials: "
                    + innermost(failure) + ". Check sasl.mechanism and sasl.jaas.config.";
        }
        if (failure instanceof TimeoutException) {
            return "tributary.kafka.bootstrap-servers: no Kafka answers at " + config.bootstrapServers() + " within "
                    + PATIENCE_MS / 1_000
                    + " s. Check the address, and security.protocol in tributary.kafka.properties:"
                    + " a broker that wants TLS does not answer a client without.";
        }
        return "Kafka at " + config.bootstrapServers() + " does not describe the topic " + topic + ": "
                + innermost(failure) + ".";
    }

    private String mayNot(String key, String topic, AclOperation operation) {
        return mayNot(operation, "topic", topic, key, "");
    }

    private String mayNot(AclOperation operation, String kind, String name, String key, String more) {
        return "The credentials in tributary.kafka.properties may not " + operation + " the " + kind.replace('-', ' ')
                + " " + name + " (" + key + "). Grant it, for example with: kafka-acls.sh --bootstrap-server "
                + config.bootstrapServers() + " --add --allow-principal User:NAME --operation " + operation + " --"
                + kind + " " + name + more;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
    }
}
