package dev.tributary.job.state;

import org.apache.flink.streaming.api.operators.KeyContext;

/** A keyed function that holds changes of its state in memory. Run by one of the operators of this package. */
public interface WritesBehind {
    /** Called before the function is opened. */
    void use(KeyContext keys);

    /** Writes all changes to state; called before every checkpoint and savepoint, with no key set. */
    void writeAll() throws Exception;
}
