package dev.tributary.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.util.FileUtils;

/**
 * The temporary folders of this JVM. Those still there when it ends, perhaps in the middle of a start, are deleted then; those of a JVM that
 * was killed, by the next one that makes a folder. A lock on a file in the folder, which the system gives up with the process, tells whose is gone.
 */
final class TemporaryFolders {
    static final String LOCK = "owner.lock";

    private static final Map<Path, FileChannel> OPEN = new ConcurrentHashMap<>();
    /** Whoever still writes into a folder can make its deletion fail; the next attempt finds what is left. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_MS = 50;

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.keySet().forEach(TemporaryFolders::delete), "delete-folders"));
    }

    private TemporaryFolders() {}

    /** Makes a folder whose name begins with the prefix, once those of the same prefix that nobody owns any more are deleted. */
    static Path create(Path parent, String prefix) throws IOException {
        deleteAbandoned(parent, prefix);
        Path folder = Files.createTempDirectory(parent, prefix + "-");
        OPEN.put(folder, lock(folder));
        return folder;
    }

    /** The lock gets its name when it is held: one by that name that is free is an abandoned one. */
    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve("owner.new");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(file, folder.resolve(LOCK));
        return channel;
    }

    private static void deleteAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "-*")) {
            for (Path folder : folders) {
                if (!OPEN.containsKey(folder) && isAbandoned(folder.resolve(LOCK))) {
                    FileUtils.deleteDirectoryQuietly(folder.toFile());
                }
            }
        }
    }

    private static boolean isAbandoned(Path lock) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException notOurs) {
            return false; // none there, of another user, or held
        }
    }

    static void delete(Path folder) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
            if (!Files.exists(folder)) {
                break;
            }
            pause();
        }
        release(folder);
    }

    private static void release(Path folder) {
        try (FileChannel lock = OPEN.remove(folder)) {
            // closing it is all
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
