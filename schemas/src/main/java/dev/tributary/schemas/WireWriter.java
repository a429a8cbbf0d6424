package dev.tributary.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/**
 * Writes records of one type as the bytes of a Kafka record; {@link WireReader} reads all of them back. JSON has the fields in the schema's order,
 * times as ISO-8601 in UTC, and leaves out optional fields that are null. Safe for use by many threads.
 */
@NullMarked
public final class WireWriter<T extends SpecificRecord> {
    private final WireFormat format;
    private final BinaryMessageEncoder<T> avro;

    private WireWriter(Class<T> type, WireFormat format) {
        this.format = format;
        this.avro = new BinaryMessageEncoder<>(
                SpecificData.getForClass(type), SpecificData.get().getSchema(type));
    }

    public static <T extends SpecificRecord> WireWriter<T> of(Class<T> type, WireFormat format) {
        return new WireWriter<>(type, format);
    }

    public WireFormat format() {
        return format;
    }

    /** @throws RuntimeException if a required field is null or a number is not finite: the caller's mistake */
    public byte[] write(T record) {
        FiniteNumbers.require(record);
        return switch (format) {
            case AVRO -> single(record);
            case JSON -> JsonText.of(record);
        };
    }

    private byte[] single(T record) {
        try {
            ByteBuffer buffer = avro.encode(record);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
