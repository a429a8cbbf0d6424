package dev.tributary.job.state;

import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** Runs a keyed function of two inputs that {@link WritesBehind writes behind}. */
public final class WriteBehindCoOperator<K, IN1, IN2, OUT> extends KeyedCoProcessOperator<K, IN1, IN2, OUT> {
    private static final long serialVersionUID = 1;

    private final WritesBehind function;

    public <F extends KeyedCoProcessFunction<K, IN1, IN2, OUT> & WritesBehind> WriteBehindCoOperator(F function) {
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
