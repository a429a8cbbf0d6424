package dev.tributary.replay.data;

import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One pass over the records of a file; lines that are none, or in the wrong order, go to {@code rejected}. Closes itself at the end. */
final class Records<T extends SpecificRecord> implements Iterator<T> {
    private final Path path;
    private final WireReader<T> reader;
    private final Lines lines;
    private final Order<T> order;
    private final Rejected rejected;
    private @Nullable T next;
    /** Whoever asks again is told the same, and the file, closed by then, is not read. */
    private boolean ended;

    Records(Path path, Class<T> type, Lines lines, Order<T> order, Rejected rejected) {
        this.path = path;
        this.order = order;
        this.reader = WireReader.of(type);
        this.lines = lines;
        this.rejected = rejected;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = advance();
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T record = next;
        next = null;
        return record;
    }

    private @Nullable T advance() {
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                T record = read(line);
                if (record != null) {
                    return record;
                }
            }
            lines.close();
            return null;
        } catch (IOException e) {
            throw broken(path, lines.number(), e);
        }
    }

    private @Nullable T read(byte[] line) {
        try {
            T record = reader.read(line);
            if (order.accepts(record)) {
                return record;
            }
            rejected.line(lines.number(), "out-of-order", "It is earlier than a line before it: sort the file by time");
        } catch (UnreadableRecordException e) {
            rejected.line(lines.number(), e.reason(), e.getMessage());
        }
        return null;
    }

    void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw broken(path, lines.number(), e);
        }
    }

    static UncheckedIOException broken(Path path, long line, IOException e) {
        return new UncheckedIOException(
                "%s breaks off after line %d (%s): copy it again".formatted(path, line, e.getMessage()), e);
    }

    /** Told of each line that is no record. */
    interface Rejected {
        void line(long number, String reason, @Nullable String message);
    }

    /** Remembers what came before, so each pass has its own. */
    interface Order<T> {
        boolean accepts(T record);
    }
}
