package dev.tributary.models.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of texts on disk, for the next run: a file that only grows, one record of key, vector and checksum per text. What a killed process left
 * half written at the end is cut off. One process writes; others that open the file at the same time only read. Safe for use by many threads.
 */
final class VectorFile implements AutoCloseable {
    private final FileChannel channel;
    private final @Nullable FileLock lock;
    private final int dimension;
    private final Map<TextKey, Long> positions = new HashMap<>();

    private VectorFile(FileChannel channel, @Nullable FileLock lock, int dimension) {
        this.channel = channel;
        this.lock = lock;
        this.dimension = dimension;
    }

    /**
     * @param folder made if missing
     * @param name one file per encoder version and settings that change vectors
     */
    static VectorFile open(Path folder, String name, int dimension) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(
                    folder.resolve(name + ".vectors"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var file = new VectorFile(channel, lock(channel), dimension);
            file.scan();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the cache of encoded texts in " + folder, e);
        }
    }

    /** @return the vector of a text, or null if it is not there */
    synchronized float @Nullable [] find(TextKey key) {
        Long position = positions.get(key);
        return position == null ? null : vector(read(position));
    }

    /** Keeps a vector, unless another process is writing. */
    synchronized void add(TextKey key, float[] vector) {
        if (lock == null || positions.containsKey(key)) {
            return;
        }
        try {
            ByteBuffer record = record(key, vector);
            long end = channel.size();
            while (record.hasRemaining()) {
                channel.write(record, end + record.position());
            }
            positions.put(key, end);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the cache of encoded texts", e);
        }
    }

    synchronized int size() {
        return positions.size();
    }

    @Override
    public synchronized void close() {
        try {
            channel.close(); // releases the lock
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void scan() throws IOException {
        long position = 0;
        while (position + recordSize() <= channel.size()) {
            ByteBuffer record = read(position);
            if (record.getInt(recordSize() - Integer.BYTES) != checksum(record)) {
                break;
            }
            positions.put(new TextKey(record.getLong(0), record.getLong(Long.BYTES)), position);
            position += recordSize();
        }
        if (lock != null) {
            channel.truncate(position);
        }
    }

    private ByteBuffer read(long position) {
        try {
            var record = ByteBuffer.allocate(recordSize());
            while (record.hasRemaining()) {
                if (channel.read(record, position + record.position()) < 0) {
                    throw new IOException("The file ends within a record");
                }
            }
            return record.flip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the cache of encoded texts", e);
        }
    }

    private ByteBuffer record(TextKey key, float[] vector) {
        var record = ByteBuffer.allocate(recordSize()).putLong(key.high()).putLong(key.low());
        for (float component : vector) {
            record.putFloat(component);
        }
        return record.putInt(checksum(record)).flip();
    }

    private int checksum(ByteBuffer record) {
        var crc = new CRC32();
        crc.update(record.array(), 0, recordSize() - Integer.BYTES);
        return (int) crc.getValue();
    }

    private float[] vector(ByteBuffer record) {
        var vector = new float[dimension];
        record.position(2 * Long.BYTES).slice().asFloatBuffer().get(vector);
        return vector;
    }

    private int recordSize() {
        return 2 * Long.BYTES + dimension * Float.BYTES + Integer.BYTES;
    }
}
