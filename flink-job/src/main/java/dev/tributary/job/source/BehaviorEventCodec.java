package dev.tributary.job.source;

import static dev.tributary.job.codec.Fields.readOptionalText;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.writeOptionalText;
import static dev.tributary.job.codec.Fields.writeText;

import dev.tributary.job.codec.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A behavior as bytes, to relate and, while it waits for its item, into its state. */
public final class BehaviorEventCodec extends Codec<BehaviorEvent> {
    private static final long serialVersionUID = 1;

    public BehaviorEventCodec() {
        super(BehaviorEvent.class, 1);
    }

    @Override
    public void write(BehaviorEvent value, DataOutputView out) throws IOException {
        writeText(value.eventId(), out);
        writeText(value.userId(), out);
        writeText(value.scenario(), out);
        writeText(value.itemId(), out);
        writeText(value.action(), out);
        writeText(value.text(), out);
        out.writeLong(value.occurredAt());
        out.writeLong(value.recordedAt());
        writeOptionalText(value.trace(), out);
    }

    @Override
    public BehaviorEvent read(DataInputView in, int written) throws IOException {
        return new BehaviorEvent(
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                in.readLong(),
                in.readLong(),
                readOptionalText(in));
    }
}
