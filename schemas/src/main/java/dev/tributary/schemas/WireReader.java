package dev.tributary.schemas;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Reads one type of record from the bytes of a Kafka record. The first bytes tell the format: {@code C3 01} Avro single-object encoding, {@code 00}
 * schema-registry framing, {@code &#123;} JSON. Whatever the bytes, the answer is a record or an {@link UnreadableRecordException}, and no more
 * memory is taken than a small multiple of their length. Safe for use by many threads.
 */
@NullMarked
public final class WireReader<T extends SpecificRecord> {
    /** Longest record read unless told otherwise: 1 MiB, Kafka's own default. */
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    static final int SINGLE_OBJECT_HEADER = 10;

    private final Class<T> type;
    private final AvroBody<T> avro;
    private final JsonBody<T> json;
    private final SchemaHistory history;
    private final @Nullable SchemaLookup registry;
    private final int registryIdBytes;
    private final int maxBytes;

    private WireReader(
            Class<T> type, SchemaHistory history, @Nullable SchemaLookup registry, int registryIdBytes, int maxBytes) {
        this.type = type;
        this.avro = new AvroBody<>(type);
        this.json = new JsonBody<>(type);
        this.history = history;
        this.registry = registry;
        this.registryIdBytes = registryIdBytes;
        this.maxBytes = maxBytes;
    }

    /** Knows the schema of {@code type} and its older versions, has no registry, and reads up to {@link #DEFAULT_MAX_BYTES}. */
    public static <T extends SpecificRecord> WireReader<T> of(Class<T> type) {
        return new WireReader<>(type, SchemaHistory.of(type), null, Integer.BYTES, DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes longer records are refused unread */
    public WireReader<T> withMaxBytes(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive, got " + maxBytes);
        }
        return new WireReader<>(type, history, registry, registryIdBytes, maxBytes);
    }

    /** @param registry where the ids of registry framing are looked up; without one such records are read with the current schema */
    public WireReader<T> withRegistry(SchemaLookup registry) {
        return new WireReader<>(type, history, registry, registryIdBytes, maxBytes);
    }

    /**
     * @param bytes length of the ids in registry framing: 4, unless told otherwise, as Confluent's clients write and Apicurio's by default,
     *     or 8, Apicurio's global ids
     */
    public WireReader<T> withRegistryIds(int bytes) {
        if (bytes != Integer.BYTES && bytes != Long.BYTES) {
            throw new IllegalArgumentException("Registry ids have 4 or 8 bytes, got " + bytes);
        }
        return new WireReader<>(type, history, registry, bytes, maxBytes);
    }

    WireReader<T> withHistory(SchemaHistory history) {
        return new WireReader<>(type, history, registry, registryIdBytes, maxBytes);
    }

    /**
     * @param bytes the value of a Kafka record; null (a tombstone) is refused as empty, so look for it first where it means something
     * @throws UnreadableRecordException if the bytes are no such record; the message names the field where there is one
     * @throws java.io.UncheckedIOException only with a registry, if it cannot be reached: the bytes are not at fault
     */
    public T read(byte @Nullable [] bytes) throws UnreadableRecordException {
        return read(bytes, Map.of());
    }

    /**
     * The same for a record whose headers say what its JSON may leave out.
     *
     * @param absent text for fields that a JSON object does not have; Avro always has all fields
     */
    public T read(byte @Nullable [] bytes, Map<String, String> absent) throws UnreadableRecordException {
        if (bytes == null || bytes.length == 0) {
            throw new UnreadableRecordException(Refusal.EMPTY, "The record has no value");
        }
        if (bytes.length > maxBytes) {
            throw new UnreadableRecordException(
                    Refusal.TOO_LARGE, "The record has " + bytes.length + " bytes, the limit is " + maxBytes);
        }
        return switch (bytes[0] & 0xFF) {
            case 0xC3 -> readSingleObject(bytes);
            case 0x00 -> readRegistryFraming(bytes);
            default -> json.read(bytes, absent);
        };
    }

    private T readSingleObject(byte[] bytes) throws UnreadableRecordException {
        requireHeader(bytes, SINGLE_OBJECT_HEADER);
        if (bytes[1] != 1) {
            throw new UnreadableRecordException(
                    Refusal.UNKNOWN_FORMAT, "After C3, version 01 of Avro single-object encoding is expected");
        }
        long fingerprint =
                ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(2);
        Schema writer = history.findByFingerprint(fingerprint);
        if (writer == null) {
            throw new UnreadableRecordException(
                    Refusal.UNKNOWN_SCHEMA,
                    "No version of " + type.getSimpleName() + " has the fingerprint "
                            + HexFormat.of().toHexDigits(fingerprint));
        }
        return avro.read(writer, bytes, SINGLE_OBJECT_HEADER);
    }

    private T readRegistryFraming(byte[] bytes) throws UnreadableRecordException {
        int header = 1 + registryIdBytes;
        requireHeader(bytes, header);
        if (registry == null) {
            return avro.read(avro.schema(), bytes, header);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long id = registryIdBytes == Integer.BYTES ? buffer.getInt(1) : buffer.getLong(1);
        Schema writer = registry.find(id);
        if (writer == null) {
            throw new UnreadableRecordException(
                    Refusal.UNKNOWN_SCHEMA, "The schema registry has no Avro schema with the id " + id);
        }
        return avro.read(writer, bytes, header);
    }

    private static void requireHeader(byte[] bytes, int length) throws UnreadableRecordException {
        if (bytes.length < length) {
            throw new UnreadableRecordException(
                    Refusal.TRUNCATED, "The record ends within its header of " + length + " bytes");
        }
    }
}
