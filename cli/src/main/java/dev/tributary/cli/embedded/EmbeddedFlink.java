package dev.tributary.cli.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM: one JobManager, one TaskManager, no ports open to other machines. Safe for use by many threads. */
public final class EmbeddedFlink implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration START_POLL = Duration.ofMillis(20);

    private final MiniCluster cluster;
    private final DataFolder work;
    private final JobMetrics metrics;

    private EmbeddedFlink(MiniCluster cluster, DataFolder work, JobMetrics metrics) {
        this.cluster = cluster;
        this.work = work;
        this.metrics = metrics;
    }

    /**
     * Starts the cluster.
     *
     * @param slots how many parallel subtasks each operator can have
     * @param overrides Flink settings that win over those for a laptop
     */
    public static EmbeddedFlink start(int slots, Configuration overrides) {
        var work = DataFolder.temporary("tributary-flink");
        var metrics = JobMetrics.register();
        Configuration configuration = LaptopConfiguration.in(work.path(), metrics);
        configuration.addAll(overrides);
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        var flink = new EmbeddedFlink(cluster, work, metrics);
        try {
            cluster.start();
        } catch (Exception failure) {
            flink.close();
            throw new IllegalStateException("The embedded Flink cluster did not start.", failure);
        }
        return flink;
    }

    /** Submits the job that the environment describes, and returns when the cluster has taken it. */
    public JobID submit(StreamExecutionEnvironment environment) {
        return cluster.submitJob(environment.getStreamGraph().getJobGraph())
                .join()
                .getJobID();
    }

    public JobStatus status(JobID job) {
        return cluster.getJobStatus(job).join();
    }

    /** @return the innermost cause of the job's newest failure, in words */
    public String failureMessage(JobID job) {
        ErrorInfo failure = cluster.getArchivedExecutionGraph(job).join().getFailureInfo();
        if (failure == null) {
            return "no cause is known";
        }
        Throwable cause = failure.getException();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** @return completes when the job has ended, well or not */
    public CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job);
    }

    /** Cancels the job and returns when it has ended. */
    public void cancel(JobID job) {
        cluster.cancelJob(job).join();
        result(job).join();
    }

    /** Stops the job, which may still be starting, and returns where its state was saved. */
    public String stopWithSavepoint(JobID job, String folder) {
        awaitAllSubtasks(job);
        return cluster.stopWithSavepoint(job, folder, false, SavepointFormatType.CANONICAL)
                .join();
    }

    /** Flink refuses a savepoint while a subtask is still starting, and says that the job is running before all of them are. */
    private void awaitAllSubtasks(JobID job) {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!status(job).isTerminalState() && !isEachSubtaskRunning(job) && System.nanoTime() < end) {
            LockSupport.parkNanos(START_POLL.toNanos());
        }
    }

    private boolean isEachSubtaskRunning(JobID job) {
        for (var subtask : cluster.getArchivedExecutionGraph(job).join().getAllExecutionVertices()) {
            if (subtask.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** @return where the cluster's REST interface is */
    URI restAddress() {
        return cluster.getRestAddress().join();
    }

    /** @return a folder for savepoints that lasts as long as the cluster: a job that goes on from one reads it for a while */
    String savepoints() {
        return work.path().resolve("savepoints").toUri().toString();
    }

    /** @return the metrics of all jobs of this cluster */
    public JobMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
        metrics.close();
        work.close();
    }
}
