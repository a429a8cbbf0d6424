package dev.tributary.job.codec;

import dev.tributary.models.vector.QuantizedVector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What codecs are made of. Sizes and counts take seven bits a byte, the lowest first; a text is its size and its UTF-8 bytes; what may be null
 * begins with one byte, 0 for null.
 */
public final class Fields {
    private Fields() {}

    /** @param count not negative */
    public static void writeCount(long count, DataOutputView out) throws IOException {
        long rest = count;
        while (rest > 0x7f) {
            out.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long readLongCount(DataInputView in) throws IOException {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            count |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return count;
            }
        }
        throw new IOException("A count of more than ten bytes: this was not written by a codec");
    }

    public static int readCount(DataInputView in) throws IOException {
        return Math.toIntExact(readLongCount(in));
    }

    public static void writeText(String text, DataOutputView out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeCount(bytes.length, out);
        out.write(bytes);
    }

    public static String readText(DataInputView in) throws IOException {
        var bytes = new byte[readCount(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static void writeOptionalText(@Nullable String text, DataOutputView out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writeText(text, out);
        }
    }

    public static @Nullable String readOptionalText(DataInputView in) throws IOException {
        return in.readBoolean() ? readText(in) : null;
    }

    public static void writeTexts(Collection<String> texts, DataOutputView out) throws IOException {
        writeCount(texts.size(), out);
        for (String text : texts) {
            writeText(text, out);
        }
    }

    public static List<String> readTexts(DataInputView in) throws IOException {
        int size = readCount(in);
        var texts = new ArrayList<String>(size);
        for (int i = 0; i < size; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    /** In the order of the map. */
    public static <V> void writeMap(Map<String, V> map, DataOutputView out, Writer<V> values) throws IOException {
        writeCount(map.size(), out);
        for (var entry : map.entrySet()) {
            writeText(entry.getKey(), out);
            values.write(entry.getValue(), out);
        }
    }

    /** @return in the order in which it was written */
    public static <V> Map<String, V> readMap(DataInputView in, Reader<V> values) throws IOException {
        int size = readCount(in);
        var map = new LinkedHashMap<String, V>(2 * size);
        for (int i = 0; i < size; i++) {
            map.put(readText(in), values.read(in));
        }
        return map;
    }

    public static void writeVector(@Nullable QuantizedVector vector, DataOutputView out) throws IOException {
        if (vector == null) {
            out.writeByte(0);
            return;
        }
        writeCount(vector.dimension(), out);
        out.write(vector.values());
        out.writeFloat(vector.scale());
    }

    public static @Nullable QuantizedVector readVector(DataInputView in) throws IOException {
        int dimension = readCount(in);
        if (dimension == 0) {
            return null;
        }
        var values = new byte[dimension];
        in.readFully(values);
        return new QuantizedVector(values, in.readFloat());
    }

    public static void writeLongs(long[] values, DataOutputView out) throws IOException {
        writeCount(values.length, out);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    public static long[] readLongs(DataInputView in) throws IOException {
        var values = new long[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    public static void writeFloats(float[] values, DataOutputView out) throws IOException {
        writeCount(values.length, out);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    public static float[] readFloats(DataInputView in) throws IOException {
        var values = new float[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    public static void writeFlags(boolean[] values, DataOutputView out) throws IOException {
        writeCount(values.length, out);
        for (boolean value : values) {
            out.writeBoolean(value);
        }
    }

    public static boolean[] readFlags(DataInputView in) throws IOException {
        var values = new boolean[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readBoolean();
        }
        return values;
    }

    /** Writes one value. */
    @FunctionalInterface
    public interface Writer<V> {
        void write(V value, DataOutputView out) throws IOException;
    }

    /** Reads one value. */
    @FunctionalInterface
    public interface Reader<V> {
        V read(DataInputView in) throws IOException;
    }
}
