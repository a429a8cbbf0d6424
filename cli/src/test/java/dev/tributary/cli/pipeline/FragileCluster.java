package dev.tributary.cli.pipeline;

import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.TributaryJob;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;

/** The job on a Flink cluster that takes checkpoints when the test says so, and that a test can hurt. */
final class FragileCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MiniCluster cluster;
    private final JobID job;

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

    /** Waits for a checkpoint that holds records which were on their way between operators. */
    void awaitCheckpointOfRecordsUnderWay() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> cluster.getExecutionGraph(job)
                                .get()
                                .getCheckpointStatsSnapshot()
                                .getHistory()
                                .getLatestCompletedCheckpoint(),
                        checkpoint -> checkpoint != null && checkpoint.getPersistedData() > 0);
    }

    /** Takes the only TaskManager away with all that it has not checkpointed, and brings another. */
    void loseTaskManager() throws Exception {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
