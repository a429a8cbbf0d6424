package dev.tributary.cli.pipeline;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/** A local disk, under the scheme {@code filling}, that can be full: what is written then fails as the operating system would say it. */
final class FullDisk extends LocalFileSystem {
    private static final String SCHEME = "filling";
    private static final AtomicBoolean FULL = new AtomicBoolean();

    static void fill() {
        FULL.set(true);
    }

    static void makeRoom() {
        FULL.set(false);
    }

    static String address(Path folder) {
        return SCHEME + "://" + folder.toAbsolutePath();
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataOutputStream create(org.apache.flink.core.fs.Path path, FileSystem.WriteMode overwrite)
            throws IOException {
        if (FULL.get()) {
            throw new IOException("No space left on device");
        }
        return super.create(path, overwrite);
    }

    /** Flink then writes all files in the way above. */
    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        throw new UnsupportedOperationException();
    }

    /** Found by Flink through META-INF/services. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI address) {
            return new FullDisk();
        }
    }
}
