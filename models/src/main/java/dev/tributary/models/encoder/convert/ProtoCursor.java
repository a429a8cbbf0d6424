package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.EncoderException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the fields of one protobuf message, in file order, without copying. Not for use by several threads. */
final class ProtoCursor {
    private final ByteBuffer message;
    private int field;
    private long number;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    ProtoCursor(ByteBuffer message) {
        this.message = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return false at the end of the message */
    boolean next() {
        if (!message.hasRemaining()) {
            return false;
        }
        try {
            long key = varint(message);
            field = (int) (key >>> 3);
            read((int) (key & 7));
            return true;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new EncoderException("the ONNX file ends in the middle of a field", e);
        }
    }

    int field() {
        return field;
    }

    /** @return value of a varint field */
    long number() {
        return number;
    }

    /** @return a view of a length-delimited field, little endian */
    ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** @return the integers of a repeated field, whether it was packed or not */
    long[] numbers() {
        if (!bytes.hasRemaining()) {
            return new long[] {number};
        }
        ByteBuffer packed = bytes();
        long[] values = new long[packed.remaining()];
        int count = 0;
        while (packed.hasRemaining()) {
            values[count++] = varint(packed);
        }
        return Arrays.copyOf(values, count);
    }

    private void read(int wireType) {
        bytes = ByteBuffer.allocate(0);
        number = 0;
        switch (wireType) {
            case 0 -> number = varint(message);
            case 1 -> number = message.getLong();
            case 2 -> {
                int length = Math.toIntExact(varint(message));
                bytes = message.slice(message.position(), length);
                message.position(message.position() + length);
            }
            case 5 -> number = message.getInt();
            default -> throw new EncoderException("not an ONNX file: unknown protobuf wire type " + wireType);
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new EncoderException("not an ONNX file: a number is longer than 64 bits");
    }
}
