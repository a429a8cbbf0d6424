package dev.tributary.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for logs or state: temporary ones are deleted by {@link #close}, or at the latest with the JVM, kept ones are not. */
public record DataFolder(Path path, boolean temporary) implements AutoCloseable {

    /** @param prefix how the folder's name begins, under the system's folder for temporary files */
    public static DataFolder temporary(String prefix) {
        try {
            var folder = new DataFolder(Files.createTempDirectory(prefix + "-"), true);
            TemporaryFolders.add(folder.path());
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot create a folder under " + System.getProperty("java.io.tmpdir"), failure);
        }
    }

    /** Creates the folder if it is missing. */
    public static DataFolder kept(Path path) {
        try {
            return new DataFolder(Files.createDirectories(path).toAbsolutePath(), false);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot create the folder " + path, failure);
        }
    }

    @Override
    public void close() {
        if (temporary) {
            TemporaryFolders.delete(path);
        }
    }
}
