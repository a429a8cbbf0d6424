package dev.tributary.job.codec;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads one type of immutable values. Without state of its own, so one instance serves all threads. Needs a constructor without
 * parameters, for a savepoint names the codec that wrote it, and a record names its codec in {@code @TypeInfo}.
 *
 * <p>What is written changes only with {@link #version}; {@link #read} still understands every version since the first release, so that
 * savepoints stay readable.
 *
 * @param <T> what is written
 */
public abstract class Codec<T> extends TypeInfoFactory<T> implements Serializable {
    private static final long serialVersionUID = 1;

    private final Class<T> type;
    private final int version;

    /** @param version of what {@link #write} writes, from 1 on */
    protected Codec(Class<T> type, int version) {
        this.type = type;
        this.version = version;
    }

    final Class<T> type() {
        return type;
    }

    final int version() {
        return version;
    }

    public abstract void write(T value, DataOutputView out) throws IOException;

    /** @param written the version that wrote it, at most the present one */
    public abstract T read(DataInputView in, int written) throws IOException;

    /** Reads what this version wrote. */
    public final T read(DataInputView in) throws IOException {
        return read(in, version);
    }

    @Override
    public final TypeInformation<T> createTypeInfo(Type asked, Map<String, TypeInformation<?>> parameters) {
        return new CodecType<>(this);
    }
}
