package dev.tributary.replay.imports;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Opens files, perhaps compressed, and tells how many of their bytes on disk have been read. For one thread. */
public final class SourceFiles {
    private static final int BUFFER = 1 << 16;

    private final LongConsumer progress;
    private long done;

    /** @param progress told the bytes read of all files so far */
    SourceFiles(LongConsumer progress) {
        this.progress = progress;
    }

    /** @return the content, decompressed where the name ends in {@code .gz} */
    InputStream open(Path path) throws IOException {
        InputStream counted = new Counted(Files.newInputStream(path));
        try {
            return path.toString().endsWith(".gz")
                    ? new GZIPInputStream(counted, BUFFER)
                    : new BufferedInputStream(counted, BUFFER);
        } catch (IOException e) {
            counted.close();
            throw new IllegalArgumentException(path + " is not compressed by gzip, though it is named so", e);
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            done += bytes;
            progress.accept(done);
        }
    }
}
