package dev.tributary.job.state;

import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/** What a task writes to. */
final class Outputs {
    private Outputs() {}

    /** @return whether Flink would give the task a record now, as far as its outputs go: none waits for network buffers */
    static boolean haveRoom(StreamTask<?, ?> task) {
        for (ResultPartitionWriter output : task.getEnvironment().getAllWriters()) {
            if (!output.isAvailable()) {
                return false;
            }
        }
        return true;
    }
}
