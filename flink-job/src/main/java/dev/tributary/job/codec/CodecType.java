package dev.tributary.job.codec;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flink that a type has a {@link Codec}.
 *
 * @param <T> what is written
 */
public final class CodecType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    private final Codec<T> codec;

    public CodecType(Codec<T> codec) {
        this.codec = codec;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new CodecSerializer<>(codec, codec.version());
    }

    @Override
    public Class<T> getTypeClass() {
        return codec.type();
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof CodecType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodecType<?> that && codec.getClass().equals(that.codec.getClass());
    }

    @Override
    public int hashCode() {
        return codec.getClass().hashCode();
    }

    @Override
    public String toString() {
        return codec.type().getSimpleName();
    }
}
