package dev.tributary.job.state;

import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/** The network buffers of a task's outputs. */
final class Outputs {
    private Outputs() {}

    /** @return whether each of them has a buffer left */
    static boolean haveRoom(StreamTask<?, ?> task) {
        for (ResultPartitionWriter output : task.getEnvironment().getAllWriters()) {
            if (!output.isAvailable()) {
                return false;
            }
        }
        return true;
    }
}
