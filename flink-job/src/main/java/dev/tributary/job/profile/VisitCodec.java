package dev.tributary.job.profile;

import static dev.tributary.job.codec.Fields.readLongs;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.writeLongs;
import static dev.tributary.job.codec.Fields.writeText;

import dev.tributary.job.codec.Codec;
import dev.tributary.job.codec.CodecType;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
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

    /** For Flink, which finds it at the record. */
    public static final class Factory extends TypeInfoFactory<Visit> {
        @Override
        public TypeInformation<Visit> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new CodecType<>(new VisitCodec());
        }
    }
}
