package dev.tributary.benchmarks.loops;

import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireReader;
import dev.tributary.schemas.WireWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes of a behavior to the behavior. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeLoop {
    private final WireReader<Behavior> reader = WireReader.of(Behavior.class);
    private final byte[] avro = written(WireFormat.AVRO);
    private final byte[] json = written(WireFormat.JSON);

    @Benchmark
    public Behavior decodeAvro() throws UnreadableRecordException {
        return reader.read(avro);
    }

    @Benchmark
    public Behavior decodeJson() throws UnreadableRecordException {
        return reader.read(json);
    }

    private static byte[] written(WireFormat format) {
        var world = World.create(WorldSettings.of(1, "en").withUsers(10).withItemsPerScenario(10));
        try (var behaviors = world.behaviors()) {
            return WireWriter.of(Behavior.class, format)
                    .write(behaviors.findFirst().orElseThrow());
        }
    }
}
