package dev.tributary.cli.pipeline;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Remembers the names and labels of every metric that any cluster of this JVM registers. */
public final class MetricLabels implements MetricReporter {
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    static void report(Configuration settings) {
        settings.setString("metrics.reporters", "embedded,labels");
        settings.setString("metrics.reporter.labels.factory.class", Factory.class.getName());
    }

    static Set<String> seen() {
        return SEEN;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        SEEN.add(group.getMetricIdentifier(name));
        group.getAllVariables().forEach((label, value) -> SEEN.add(label + "=" + value));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    /** Found by Flink through META-INF/services. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new MetricLabels();
        }
    }
}
