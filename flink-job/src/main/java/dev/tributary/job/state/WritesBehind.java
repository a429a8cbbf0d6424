package dev.tributary.job.state;

import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.operators.KeyContext;

/** A keyed function that holds changes of its state in memory. Run by one of the operators of this package. */
public interface WritesBehind {
    /**
     * Called before the function is opened.
     *
     * @param keys sets the key that state is written under
     * @param room whether the stages after this one can take a record now. Flink asks before it hands over a record, but not before a timer: one
     *     that goes on without room may hold up the task, and with it the checkpoint that these stages wait for
     */
    void use(KeyContext keys, BooleanSupplier room);

    /** Writes all changes to state; called before every checkpoint and savepoint, with no key set. */
    void writeAll() throws Exception;
}
