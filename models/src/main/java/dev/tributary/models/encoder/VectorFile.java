package dev.tributary.models.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of texts on disk, for the next run: a file that only grows, one record of key, float32 vector and checksum per text. What a killed
 * process left half written at the end is cut off. One process writes; others that open the file at the same time only read what was there.
 * A disk that fails later costs the cache, not the job. Safe for use by many threads.
 *
 * <p>In memory: some 100 bytes per text. On disk: 1.5 KB per text at 384 dimensions, and no more than {@value #MAX_RECORDS} texts.
 */
final class VectorFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VectorFile.class);
    private static final int MAX_RECORDS = 1_000_000;

    private final Path path;
    private final FileChannel channel;
    private final @Nullable WriterLock lock;
    private final VectorRecord format;
    private final Map<TextKey, Long> positions = new HashMap<>();
    private long end;
    private boolean usable = true;

    private VectorFile(Path path, FileChannel channel, @Nullable WriterLock lock, VectorRecord format) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.format = format;
    }

    /**
     * @param folder made if missing
     * @param name one file per encoder version and settings that change vectors
     * @throws EncoderException if the folder cannot be used
     */
    static VectorFile open(Path folder, String name, int dimension) {
        try {
            Files.createDirectories(folder);
            Path path = folder.resolve(name + ".vectors");
            WriterLock lock = WriterLock.tryAcquire(folder.resolve(name + ".lock"));
            var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var file = new VectorFile(path, channel, lock, new VectorRecord(dimension));
            file.scan();
            return file;
        } catch (IOException e) {
            throw new EncoderException(
                    "Cannot keep encoded texts in " + folder + " (" + e
                            + "): make it writable, name another folder or turn the disk cache off",
                    e);
        }
    }

    /** @return the vector of a text, or null if it is not there */
    synchronized float @Nullable [] find(TextKey key) {
        Long position = usable ? positions.get(key) : null;
        if (position == null) {
            return null;
        }
        try {
            return format.vector(read(position));
        } catch (IOException e) {
            giveUp(e);
            return null;
        }
    }

    /** Keeps a vector, unless another process is writing. */
    synchronized void add(TextKey key, float[] vector) {
        if (lock == null || !usable || positions.size() >= MAX_RECORDS || positions.containsKey(key)) {
            return;
        }
        try {
            ByteBuffer record = format.write(key, vector);
            while (record.hasRemaining()) {
                channel.write(record, end + record.position());
            }
            positions.put(key, end);
            end += format.size();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    synchronized int size() {
        return positions.size();
    }

    @Override
    public synchronized void close() {
        usable = false;
        try (channel) {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.warn("Cannot close {}", path, e);
        }
    }

    private void giveUp(IOException e) {
        LOG.warn("Cannot use {}; going on without keeping encoded texts on disk", path, e);
        usable = false;
    }

    private void scan() throws IOException {
        while (end + format.size() <= channel.size()) {
            ByteBuffer record = read(end);
            if (!format.isIntact(record)) {
                break;
            }
            positions.put(format.key(record), end);
            end += format.size();
        }
        if (lock != null) {
            channel.truncate(end);
        }
    }

    private ByteBuffer read(long position) throws IOException {
        var record = ByteBuffer.allocate(format.size());
        while (record.hasRemaining()) {
            if (channel.read(record, position + record.position()) < 0) {
                throw new IOException("The file ends within a record");
            }
        }
        return record.flip();
    }
}
