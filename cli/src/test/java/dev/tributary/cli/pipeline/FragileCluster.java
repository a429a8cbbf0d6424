package dev.tributary.cli.pipeline;

import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.TributaryJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The job on a Flink cluster that takes checkpoints when the test says so, and that a test can hurt. */
final class FragileCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MiniCluster cluster;
    private final JobID job;
    /** Of the one TaskManager that lives: Flink appends those that come and keeps those that went. */
    private int living;

    private int attemptAtLoss = -1;
    private long checkpointAtLoss = -1;

    private FragileCluster(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    static FragileCluster start(Configuration settings) throws Exception {
        Configuration complete = FlinkDefaults.under(settings);
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(complete)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
        var env = StreamExecutionEnvironment.getExecutionEnvironment(complete);
        TributaryJob.build(env, JobConfig.from(complete));
        JobID job = cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
        return new FragileCluster(cluster, job);
    }

    /**
     * Takes a checkpoint. Tries again while the job is starting.
     *
     * @return where it is, complete
     */
    String checkpoint() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> cluster.triggerCheckpoint(job).get(), path -> path != null);
    }

    /** Waits for a checkpoint that was begun after the last loss. */
    void awaitCheckpoint() {
        awaitCheckpoint(checkpoint -> true);
    }

    /** As {@link #awaitCheckpoint()}, and it holds records which were on their way between operators. */
    void awaitCheckpointOfRecordsUnderWay() {
        awaitCheckpoint(checkpoint -> checkpoint.getPersistedData() > 0);
    }

    private void awaitCheckpoint(Predicate<CompletedCheckpointStats> wanted) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            CompletedCheckpointStats newest = newestCheckpoint();
            return newest != null && newest.getCheckpointId() > checkpointAtLoss && wanted.test(newest);
        });
    }

    private @Nullable CompletedCheckpointStats newestCheckpoint() throws Exception {
        return Objects.requireNonNull(graph().getCheckpointStatsSnapshot())
                .getHistory()
                .getLatestCompletedCheckpoint();
    }

    /** Takes the only TaskManager away with all that it has not checkpointed, and brings another. */
    void loseTaskManager() throws Exception {
        attemptAtLoss = attempts().max().orElseThrow();
        CompletedCheckpointStats newest = newestCheckpoint();
        checkpointAtLoss = newest == null ? -1 : newest.getCheckpointId();
        cluster.terminateTaskManager(living).get();
        cluster.startTaskManager();
        living++;
    }

    /** Waits until all subtasks run, each in a later attempt than before the last loss. */
    void awaitRestart() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> attempts().min().orElseThrow() > attemptAtLoss
                        && subtasks().allMatch(subtask -> subtask.getExecutionState() == ExecutionState.RUNNING));
    }

    private IntStream attempts() throws Exception {
        return subtasks()
                .mapToInt(subtask -> subtask.getCurrentExecutionAttempt().getAttemptNumber());
    }

    private Stream<? extends AccessExecutionVertex> subtasks() throws Exception {
        return StreamSupport.stream(graph().getAllExecutionVertices().spliterator(), false);
    }

    private AccessExecutionGraph graph() throws Exception {
        return cluster.getExecutionGraph(job).get();
    }

    /** @return where the savepoint is that the job leaves */
    String stop(Path folder) throws Exception {
        return cluster.stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
