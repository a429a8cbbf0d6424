package dev.tributary.models.encoder;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The bytes of one text in a {@link VectorFile}: 16 of the key, 4 per component, 4 of CRC-32; big endian. */
record VectorRecord(int dimension) {
    private static final int KEY_BYTES = 2 * Long.BYTES;

    int size() {
        return KEY_BYTES + dimension * Float.BYTES + Integer.BYTES;
    }

    ByteBuffer write(TextKey key, float[] vector) {
        var record = ByteBuffer.allocate(size()).putLong(key.high()).putLong(key.low());
        for (float component : vector) {
            record.putFloat(component);
        }
        return record.putInt(checksum(record)).flip();
    }

    TextKey key(ByteBuffer record) {
        return new TextKey(record.getLong(0), record.getLong(Long.BYTES));
    }

    float[] vector(ByteBuffer record) {
        var vector = new float[dimension];
        record.slice(KEY_BYTES, dimension * Float.BYTES).asFloatBuffer().get(vector);
        return vector;
    }

    boolean isIntact(ByteBuffer record) {
        return record.getInt(size() - Integer.BYTES) == checksum(record);
    }

    private int checksum(ByteBuffer record) {
        var crc = new CRC32();
        crc.update(record.slice(0, size() - Integer.BYTES));
        return (int) crc.getValue();
    }
}
