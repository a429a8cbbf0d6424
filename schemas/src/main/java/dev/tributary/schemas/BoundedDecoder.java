package dev.tributary.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.NullMarked;

/**
 * Avro binary from an array. Unlike Avro's own decoder it believes no length before it has seen that so many bytes are left, so a forged length
 * cannot exhaust the memory; it also refuses text that is not UTF-8 and numbers that are not finite.
 */
@NullMarked
final class BoundedDecoder extends Decoder {
    private final byte[] bytes;
    private int position;

    BoundedDecoder(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.position = offset;
    }

    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws UnreadableRecordException {
        byte value = bytes[take(1)];
        if (value != 0 && value != 1) {
            throw malformed("a boolean is 0 or 1, got " + value);
        }
        return value == 1;
    }

    @Override
    public int readInt() throws UnreadableRecordException {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("the number " + value + " needs more than 32 bits");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws UnreadableRecordException {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[take(1)];
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw malformed("a number has more than 10 bytes");
    }

    @Override
    public float readFloat() throws UnreadableRecordException {
        float value = littleEndian(4).getFloat();
        requireFinite(value);
        return value;
    }

    @Override
    public double readDouble() throws UnreadableRecordException {
        double value = littleEndian(8).getDouble();
        requireFinite(value);
        return value;
    }

    @Override
    public String readString() throws UnreadableRecordException {
        int length = readLength();
        return StrictText.decode(bytes, take(length), length);
    }

    @Override
    public Utf8 readString(Utf8 old) throws UnreadableRecordException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws UnreadableRecordException {
        take(readLength());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws UnreadableRecordException {
        int length = readLength();
        int start = take(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
    }

    @Override
    public void skipBytes() throws UnreadableRecordException {
        take(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws UnreadableRecordException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws UnreadableRecordException {
        take(length);
    }

    @Override
    public int readEnum() throws UnreadableRecordException {
        return readInt();
    }

    @Override
    public int readIndex() throws UnreadableRecordException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws UnreadableRecordException {
        return readBlockCount();
    }

    @Override
    public long arrayNext() throws UnreadableRecordException {
        return readBlockCount();
    }

    @Override
    public long skipArray() throws UnreadableRecordException {
        return readBlockCount();
    }

    @Override
    public long readMapStart() throws UnreadableRecordException {
        return readBlockCount();
    }

    @Override
    public long mapNext() throws UnreadableRecordException {
        return readBlockCount();
    }

    @Override
    public long skipMap() throws UnreadableRecordException {
        return readBlockCount();
    }

    /** An element takes at least one byte, so a block cannot hold more elements than bytes are left. A negative count is followed by a size in bytes. */
    private long readBlockCount() throws UnreadableRecordException {
        long count = readLong();
        if (count < 0) {
            requireRemaining(readLong());
            count = -count;
        }
        requireRemaining(count);
        return count;
    }

    private int readLength() throws UnreadableRecordException {
        long length = readLong();
        requireRemaining(length);
        return (int) length;
    }

    private ByteBuffer littleEndian(int length) throws UnreadableRecordException {
        return ByteBuffer.wrap(bytes, take(length), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return where the bytes start that were stepped over */
    private int take(int length) throws UnreadableRecordException {
        requireRemaining(length);
        int start = position;
        position += length;
        return start;
    }

    private void requireRemaining(long length) throws UnreadableRecordException {
        if (length < 0) {
            throw malformed("a length is negative (" + length + ")");
        }
        if (length > remaining()) {
            throw new UnreadableRecordException(
                    Refusal.TRUNCATED, "a length of " + length + " is announced, " + remaining() + " bytes are left");
        }
    }

    private static void requireFinite(double value) throws UnreadableRecordException {
        if (!Double.isFinite(value)) {
            throw new UnreadableRecordException(Refusal.WRONG_TYPE, "a finite number is expected, got " + value);
        }
    }

    private static UnreadableRecordException malformed(String what) {
        return new UnreadableRecordException(Refusal.BAD_AVRO, what);
    }
}
