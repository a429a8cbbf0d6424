package dev.tributary.cli.embedded;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The live metrics of an embedded cluster, read without a network call. Safe for use by many threads. */
public final class JobMetrics implements MetricReporter, AutoCloseable {
    private static final String REPORTER = "embedded";
    private static final String ID = "id";
    private static final Map<String, JobMetrics> BY_ID = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Map<Metric, Name> names = new ConcurrentHashMap<>();
    /** Flink has thousands of metrics, and who waits for one asks often. */
    private final Map<Name, Set<Metric>> metrics = new ConcurrentHashMap<>();
    /** Counts of tasks that have ended, where they are kept. */
    private final Map<Name, Long> ended = new ConcurrentHashMap<>();

    private volatile boolean keeping;

    private JobMetrics() {}

    static JobMetrics register() {
        var metrics = new JobMetrics();
        BY_ID.put(metrics.id, metrics);
        return metrics;
    }

    void configure(Configuration configuration) {
        String prefix = "metrics.reporter." + REPORTER + ".";
        configuration.set(MetricOptions.REPORTERS_LIST, REPORTER);
        configuration.setString(prefix + "factory.class", Factory.class.getName());
        configuration.setString(prefix + ID, id);
    }

    /**
     * Adds up a counter or a numeric gauge over all subtasks that run now; counters go on where {@link #keepCounting} says so.
     *
     * @param operator the operator's name or uid, as in the metric's scope
     * @return the sum, 0 if nobody has registered the metric
     */
    public long sum(String operator, String metric) {
        return values(operator, metric).mapToLong(Number::longValue).sum()
                + ended.getOrDefault(new Name(operator, metric), 0L);
    }

    /** @param keep whether what the tasks that end from now on have counted still counts: they end to go on as others */
    void keepCounting(boolean keep) {
        keeping = keep;
    }

    /** @return each subtask's value of a counter or numeric gauge */
    public Stream<Number> values(String operator, String metric) {
        return metrics.getOrDefault(new Name(operator, metric), Set.of()).stream()
                .map(JobMetrics::number);
    }

    /** @return true if at least one subtask of the operator has registered the metric */
    public boolean has(String operator, String metric) {
        return !metrics.getOrDefault(new Name(operator, metric), Set.of()).isEmpty();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        var full = new Name(group.getAllVariables().getOrDefault("<operator_name>", ""), name);
        names.put(metric, full);
        metrics.computeIfAbsent(full, any -> ConcurrentHashMap.newKeySet()).add(metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Name known = names.remove(metric);
        if (known == null) {
            return;
        }
        metrics.getOrDefault(known, Set.of()).remove(metric);
        if (keeping && metric instanceof Counter counter) {
            ended.merge(known, counter.getCount(), Long::sum);
        }
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        BY_ID.remove(id);
    }

    private static Number number(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number : 0;
    }

    private record Name(String operator, String metric) {}

    /** Flink makes reporters by class name; this hands it the one that {@link #register} made. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(java.util.Properties properties) {
            var metrics = BY_ID.get(properties.getProperty(ID));
            if (metrics == null) {
                throw new IllegalStateException("The embedded cluster of this reporter is closed.");
            }
            return metrics;
        }
    }
}
