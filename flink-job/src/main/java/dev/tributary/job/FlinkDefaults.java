package dev.tributary.job;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** Flink's own settings as Tributary wants them, where the user has not said otherwise. */
public final class FlinkDefaults {
    private FlinkDefaults() {}

    /** @return the given settings, completed: RocksDB, incremental unaligned checkpoints every 10 seconds, network buffers sent after every record */
    public static Configuration under(Configuration settings) {
        var defaults = new Configuration();
        defaults.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        defaults.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        defaults.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        defaults.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofSeconds(1));
        // while the encoder is behind, barriers would wait in the queue before it, and behaviors for them
        defaults.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        defaults.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        defaults.setString("state.backend.rocksdb.timer-service.factory", "heap");
        // in the two upper levels state is soon replaced; the last one named counts for all below
        defaults.setString(
                "state.backend.rocksdb.compression.per.level", "NO_COMPRESSION;NO_COMPRESSION;LZ4_COMPRESSION");
        // else each level is read in which a user might be but is not
        defaults.setString("state.backend.rocksdb.use-bloom-filter", "true");
        // what flows is never changed, so operators in a chain need no copies
        defaults.set(PipelineOptions.OBJECT_REUSE, true);
        // a type without a serializer of its own must fail at start, not become slow and unable to evolve
        defaults.set(PipelineOptions.GENERIC_TYPES, false);
        defaults.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        defaults.setString("classloader.parent-first-patterns.additional", "ai.djl.;com.sun.jna.");
        defaults.addAll(settings);
        return defaults;
    }
}
