package dev.tributary.cli.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.util.FileUtils;

/** The temporary folders of this JVM. Those still there when it ends, perhaps in the middle of a start, are deleted then. */
final class TemporaryFolders {
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
    /** Whoever still writes into a folder can make its deletion fail; the next attempt finds what is left. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_MS = 50;

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.forEach(TemporaryFolders::delete), "delete-folders"));
    }

    private TemporaryFolders() {}

    static void add(Path folder) {
        OPEN.add(folder);
    }

    static void delete(Path folder) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
            if (!Files.exists(folder)) {
                break;
            }
            pause();
        }
        OPEN.remove(folder);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
