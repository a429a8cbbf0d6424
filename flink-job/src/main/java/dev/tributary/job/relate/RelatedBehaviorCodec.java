package dev.tributary.job.relate;

import static dev.tributary.job.codec.Fields.readLongCount;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.readTexts;
import static dev.tributary.job.codec.Fields.readVector;
import static dev.tributary.job.codec.Fields.writeCount;
import static dev.tributary.job.codec.Fields.writeText;
import static dev.tributary.job.codec.Fields.writeTexts;
import static dev.tributary.job.codec.Fields.writeVector;

import dev.tributary.job.codec.Codec;
import dev.tributary.job.source.BehaviorEventCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A related behavior as bytes, to profile. Never in state. */
public final class RelatedBehaviorCodec extends Codec<RelatedBehavior> {
    private static final long serialVersionUID = 1;

    private final BehaviorEventCodec events = new BehaviorEventCodec();

    public RelatedBehaviorCodec() {
        super(RelatedBehavior.class, 1);
    }

    @Override
    public void write(RelatedBehavior value, DataOutputView out) throws IOException {
        events.write(value.event(), out);
        writeText(value.title(), out);
        writeTexts(value.categories(), out);
        writeCount(value.visits(), out);
        writeVector(value.vector(), out);
        out.writeLong(value.relatedAt());
    }

    @Override
    public RelatedBehavior read(DataInputView in, int written) throws IOException {
        return new RelatedBehavior(
                events.read(in), readText(in), readTexts(in), readLongCount(in), readVector(in), in.readLong());
    }
}
