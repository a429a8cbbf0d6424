package dev.tributary.job.state;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** Runs a keyed function that {@link WritesBehind writes behind}. */
public final class WriteBehindOperator<K, IN, OUT> extends KeyedProcessOperator<K, IN, OUT> {
    private static final long serialVersionUID = 1;

    private final WritesBehind function;

    public <F extends KeyedProcessFunction<K, IN, OUT> & WritesBehind> WriteBehindOperator(F function) {
        super(function);
        this.function = function;
    }

    @Override
    public void open() throws Exception {
        function.use(this, () -> Outputs.haveRoom(getContainingTask()));
        super.open();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        function.writeAll();
    }
}
