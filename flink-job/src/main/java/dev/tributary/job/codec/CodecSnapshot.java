package dev.tributary.job.codec;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says of a state that a {@link Codec} wrote: which one, in which version. Takes over what Flink's own serializer of the same
 * record wrote, by reading all of it with that one and writing it anew, unless class or types of fields are others: that would be misread.
 *
 * @param <T> what is written
 */
public final class CodecSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int FORMAT = 1;

    private @Nullable Codec<T> codec;
    private int version;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public CodecSnapshot() {}

    CodecSnapshot(Codec<T> codec, int version) {
        this.codec = codec;
        this.version = version;
    }

    @Override
    public int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(codec().getClass().getName());
        out.writeInt(version);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int format, DataInputView in, ClassLoader loader) throws IOException {
        String name = in.readUTF();
        version = in.readInt();
        try {
            codec = (Codec<T>) Class.forName(name, false, loader)
                    .asSubclass(Codec.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IOException("The state was written with " + name + ", which this version of Tributary lacks", e);
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new CodecSerializer<>(codec(), version);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (old instanceof PojoSerializerSnapshot) {
            return withoutCodec().resolveSchemaCompatibility(old).isIncompatible()
                    ? TypeSerializerSchemaCompatibility.incompatible()
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
        if (old instanceof CodecSnapshot<T> before
                && before.codec().getClass().equals(codec().getClass())
                && before.version <= version) {
            return before.version == version
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
        return TypeSerializerSchemaCompatibility.incompatible();
    }

    /** What Flink's own serializer says of the record as it is now: its class, and name and type of each field. */
    private TypeSerializerSnapshot<T> withoutCodec() {
        Class<T> type = codec().type();
        var config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        List<PojoField> fields = Stream.of(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(field -> new PojoField(field, TypeExtractor.createTypeInfo(field.getGenericType())))
                .toList();
        return new PojoTypeInfo<>(type, fields).createSerializer(config).snapshotConfiguration();
    }

    private Codec<T> codec() {
        if (codec == null) {
            throw new IllegalStateException("readSnapshot comes first");
        }
        return codec;
    }
}
