package dev.tributary.job;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** When the state of a key that nothing happens to is forgotten: the same way in every stage. */
public final class TimeToLive {
    /** RocksDB asks Flink for the time after so many entries of a compaction. */
    private static final int ENTRIES_PER_CLOCK = 10_000;

    private TimeToLive() {}

    /**
     * What is over is not read any more; it leaves the disk and incremental checkpoints with a compaction, and savepoints at once.
     *
     * @param silence wall-clock time since the state was last written
     */
    public static StateTtlConfig of(Duration silence) {
        return StateTtlConfig.newBuilder(silence)
                .cleanupInRocksdbCompactFilter(ENTRIES_PER_CLOCK)
                .cleanupFullSnapshot()
                .build();
    }
}
