package dev.tributary.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for logs or state: temporary ones are deleted by {@link #close}, at the latest with the JVM or, if that was killed, by the next one; kept ones are not. */
public record DataFolder(Path path, boolean temporary) implements AutoCloseable {

    /** @param prefix how the folder's name begins, under the system's folder for temporary files */
    public static DataFolder temporary(String prefix) {
        try {
            return new DataFolder(TemporaryFolders.create(Path.of(System.getProperty("java.io.tmpdir")), prefix), true);
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
