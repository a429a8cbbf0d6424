package dev.tributary.job.relate;

import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.readTexts;
import static dev.tributary.job.codec.Fields.readVector;
import static dev.tributary.job.codec.Fields.writeText;
import static dev.tributary.job.codec.Fields.writeTexts;
import static dev.tributary.job.codec.Fields.writeVector;

import dev.tributary.job.codec.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The state of each item in relate as bytes: read with every behavior on it. */
public final class KnownItemCodec extends Codec<KnownItem> {
    private static final long serialVersionUID = 1;

    public KnownItemCodec() {
        super(KnownItem.class, 1);
    }

    @Override
    public void write(KnownItem value, DataOutputView out) throws IOException {
        writeText(value.title(), out);
        writeTexts(value.categories(), out);
        writeVector(value.vector(), out);
    }

    @Override
    public KnownItem read(DataInputView in, int written) throws IOException {
        return new KnownItem(readText(in), readTexts(in), readVector(in));
    }
}
