package dev.tributary.schemas;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/** Reads Avro binary written with any compatible schema. Keeps one datum reader for each writer's schema. */
@NullMarked
final class AvroBody<T extends SpecificRecord> {
    private final Schema schema;
    private final SpecificData data;
    private final Map<Schema, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

    AvroBody(Class<T> type) {
        this.schema = SpecificData.get().getSchema(type);
        this.data = SpecificData.getForClass(type);
    }

    Schema schema() {
        return schema;
    }

    T read(Schema writer, byte[] bytes, int offset) throws UnreadableRecordException {
        BoundedDecoder decoder = new BoundedDecoder(bytes, offset);
        T value = decode(writer, decoder);
        if (decoder.remaining() > 0) {
            throw new UnreadableRecordException(
                    Refusal.TRAILING_BYTES, decoder.remaining() + " bytes follow the end of the record");
        }
        return value;
    }

    /** Avro reports malformed bytes with many exceptions, some unchecked; a foreign recursive schema may even exhaust the stack. */
    @SuppressWarnings("NullAway") // a datum reader starts from no previous record
    private T decode(Schema writer, BoundedDecoder decoder) throws UnreadableRecordException {
        try {
            return readers.computeIfAbsent(writer, this::reader).read(null, decoder);
        } catch (UnreadableRecordException e) {
            throw e;
        } catch (AvroTypeException e) {
            throw new UnreadableRecordException(Refusal.INCOMPATIBLE_SCHEMA, "Schemas do not match: " + e.getMessage());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException(Refusal.BAD_AVRO, "Not a valid Avro body: " + e);
        }
    }

    private SpecificDatumReader<T> reader(Schema writer) {
        return new NamingReader<>(writer, schema, data);
    }

    /** Says in which field the bytes went wrong. */
    private static final class NamingReader<T> extends SpecificDatumReader<T> {
        NamingReader(Schema writer, Schema reader, SpecificData data) {
            super(writer, reader, data);
        }

        @Override
        protected void readField(Object record, Schema.Field field, Object old, ResolvingDecoder in, Object state)
                throws IOException {
            try {
                super.readField(record, field, old, in, state);
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordException(e.refusal(), "Field " + field.name() + ": " + e.getMessage());
            } catch (IndexOutOfBoundsException e) {
                throw new UnreadableRecordException(
                        Refusal.BAD_AVRO, "Field " + field.name() + ": no such branch or symbol");
            }
        }
    }
}
