package dev.tributary.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path parent;

    @Test
    void deletesAFolderWhoseOwnerIsGone() throws IOException {
        Path abandoned = Files.createDirectory(parent.resolve("kafka-1"));
        Files.createFile(abandoned.resolve(TemporaryFolders.LOCK)); // nobody holds it
        Files.createFile(abandoned.resolve("data"));

        Path own = TemporaryFolders.create(parent, "kafka");

        assertThat(parent).isDirectoryNotContaining(path -> path.equals(abandoned));
        TemporaryFolders.delete(own);
        assertThat(own).doesNotExist();
    }

    @Test
    void leavesFoldersThatAreInUseOrForeign() throws IOException {
        Path foreign = Files.createDirectory(parent.resolve("kafka-1"));
        Path elsewhere = Files.createDirectory(parent.resolve("flink-1"));
        Files.createFile(elsewhere.resolve(TemporaryFolders.LOCK));
        Path inUse = TemporaryFolders.create(parent, "kafka");

        Path another = TemporaryFolders.create(parent, "kafka");

        assertThat(foreign).exists();
        assertThat(elsewhere).exists();
        assertThat(inUse).exists();
        TemporaryFolders.delete(inUse);
        TemporaryFolders.delete(another);
    }
}
