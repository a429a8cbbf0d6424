package dev.tributary.job.profile;

import static dev.tributary.job.codec.Fields.readLongs;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.writeLongs;
import static dev.tributary.job.codec.Fields.writeText;

import dev.tributary.job.codec.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A visit as bytes, to retrieve and into its state. */
public final class VisitCodec extends Codec<Visit> {
    private static final long serialVersionUID = 1;

    public VisitCodec() {
        super(Visit.class, 1);
    }

    @Override
    public void write(Visit value, DataOutputView out) throws IOException {
        writeText(value.itemId(), out);
        out.writeLong(value.at());
        writeLongs(value.predecessors(), out);
    }

    @Override
    public Visit read(DataInputView in, int written) throws IOException {
        return new Visit(readText(in), in.readLong(), readLongs(in));
    }
}
