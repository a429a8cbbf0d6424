package dev.tributary.replay.data;

import dev.tributary.replay.data.Rejects.Reject;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A file of JSON lines, one record each, perhaps compressed. */
final class RecordFile<T extends SpecificRecord> {
    private static final int LINES_UNTIL_FOREIGN = 100;

    private final Path path;
    private final Class<T> type;
    private final RejectCounter rejects = new RejectCounter();

    private RecordFile(Path path, Class<T> type) {
        this.path = path;
        this.type = type;
    }

    /** @throws IllegalArgumentException if neither {@code name} nor {@code name.gz} is in {@code dir}, or its first lines are nothing of this type */
    static <T extends SpecificRecord> RecordFile<T> find(Path dir, String name, Class<T> type) {
        for (Path path : new Path[] {dir.resolve(name), dir.resolve(name + ".gz")}) {
            if (Files.isRegularFile(path)) {
                var file = new RecordFile<>(path, type);
                file.requireRecords();
                return file;
            }
        }
        throw new IllegalArgumentException(
                "%s has neither %s nor %s.gz: a data set needs items and events as JSON lines"
                        .formatted(dir, name, name));
    }

    Stream<T> stream(Records.Order<T> order) {
        var records = new Records<>(path, type, open(), order, this::reject);
        var spliterator = Spliterators.spliteratorUnknownSize(
                (Iterator<T>) records, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        return StreamSupport.stream(spliterator, false).onClose(records::close);
    }

    private void reject(long line, String reason, @Nullable String message) {
        rejects.add(new Reject(name(), line, reason, message == null ? reason : message));
    }

    RejectCounter rejects() {
        return rejects;
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }

    private void requireRecords() {
        try (var lines = open()) {
            String firstFault = "it is empty";
            for (byte[] line = lines.next();
                    line != null && lines.number() <= LINES_UNTIL_FOREIGN;
                    line = lines.next()) {
                try {
                    WireReader.of(type).read(line);
                    return;
                } catch (UnreadableRecordException e) {
                    firstFault = lines.number() == 1 ? "line 1: " + e.getMessage() : firstFault;
                }
            }
            throw new IllegalArgumentException(
                    "%s does not hold JSON lines of %s (%s)".formatted(path, type.getSimpleName(), firstFault));
        } catch (IOException e) {
            throw Records.broken(path, 0, e);
        }
    }

    private Lines open() {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
            return new Lines(name().endsWith(".gz") ? unzip(in) : in, WireReader.DEFAULT_MAX_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static InputStream unzip(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
