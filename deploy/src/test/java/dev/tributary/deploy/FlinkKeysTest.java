package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** Flink passes over a key that it does not know, without a word. */
class FlinkKeysTest {
    private static final List<Class<?>> OPTIONS = List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            ExternalResourceOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class);

    /** Named after a reporter or a resource of ours, or read by the operator and by Flink on Kubernetes, whose classes are not here. */
    private static final Set<String> OF_OTHERS = Set.of(
            "metrics.reporter.prometheus.factory.class",
            "metrics.reporter.prometheus.port",
            "external-resource.gpu.amount",
            "external-resource.gpu.driver-factory.class",
            "external-resource.gpu.kubernetes.config-key",
            "kubernetes.taskmanager.tolerations",
            "kubernetes.operator.savepoint.format.type",
            "kubernetes.operator.periodic.savepoint.interval",
            "kubernetes.operator.savepoint.history.max.count",
            "kubernetes.operator.savepoint.history.max.age",
            "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
            "kubernetes.operator.deployment.rollback.enabled",
            "kubernetes.operator.deployment.readiness.timeout",
            "kubernetes.operator.job.restart.failed");

    @Test
    void everyKeyIsOneThatFlinkReads() throws Exception {
        Set<String> known = known();
        var used = new ArrayList<String>();
        for (JsonNode settings : List.of(
                Documents.one("deploy/flink/config.yaml"),
                Kustomization.job("overlays/gpu").at("/spec/flinkConfiguration"))) {
            settings.fieldNames().forEachRemaining(used::add);
        }
        for (String process : List.of("jobmanager", "taskmanager", "taskmanager-gpu")) {
            used.addAll(Compose.load().flinkKeys(process));
        }

        assertThat(used)
                .hasSizeGreaterThan(30)
                .containsAll(OF_OTHERS)
                .allMatch(key -> known.contains(key) || OF_OTHERS.contains(key));
    }

    private static Set<String> known() throws IllegalAccessException {
        var known = new TreeSet<String>();
        for (Class<?> options : OPTIONS) {
            for (Field field : options.getFields()) {
                if (ConfigOption.class.isAssignableFrom(field.getType())) {
                    known.add(((ConfigOption<?>) field.get(null)).key());
                }
            }
        }
        return known;
    }
}
