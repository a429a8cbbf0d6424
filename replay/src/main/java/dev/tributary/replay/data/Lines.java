package dev.tributary.replay.data;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines of bytes, so that each can be checked by itself; holds at most one line of {@code maxBytes}. */
final class Lines implements Closeable {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long number;

    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** @return the next line without its end, or null after the last; of a line that is too long, its first {@code maxBytes + 1} bytes */
    byte @Nullable [] next() throws IOException {
        if (!fill()) {
            return null;
        }
        number++;
        var line = new ByteArrayOutputStream(256);
        do {
            int end = endOfLine();
            line.write(buffer, position, Math.min(end - position, maxBytes + 1 - line.size()));
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        } while (fill());
        return withoutCarriageReturn(line.toByteArray());
    }

    /** @return of the line read last, counted from 1 */
    long number() {
        return number;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private int endOfLine() {
        int i = position;
        while (i < limit && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private static byte[] withoutCarriageReturn(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
