package dev.tributary.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
    private static final TextKey NOODLES = TextKey.of("noodles");
    private static final TextKey TEA = TextKey.of("tea");

    @TempDir
    Path folder;

    @Test
    void findsAfterReopeningWhatWasAdded() {
        addBoth();
        try (VectorFile file = open()) {
            assertThat(file.find(NOODLES)).containsExactly(1f, 2f);
            assertThat(file.find(TEA)).containsExactly(3f, 4f);
            assertThat(file.find(TextKey.of("coffee"))).isNull();
        }
    }

    @Test
    void cutsOffATornTailAndWritesOnBehindIt() throws IOException {
        addBoth();
        byte[] whole = Files.readAllBytes(path());
        Files.write(path(), Arrays.copyOf(whole, whole.length - 3));
        try (VectorFile file = open()) {
            assertThat(file.find(TEA)).isNull();
            file.add(TEA, new float[] {5, 6});
        }
        try (VectorFile file = open()) {
            assertThat(file.find(NOODLES)).containsExactly(1f, 2f);
            assertThat(file.find(TEA)).containsExactly(5f, 6f);
        }
    }

    @Test
    void ignoresARecordWhoseChecksumIsWrong() throws IOException {
        addBoth();
        byte[] whole = Files.readAllBytes(path());
        whole[whole.length - 6] ^= 1;
        Files.write(path(), whole, StandardOpenOption.TRUNCATE_EXISTING);
        try (VectorFile file = open()) {
            assertThat(file.size()).isEqualTo(1);
            assertThat(file.find(TEA)).isNull();
        }
    }

    @Test
    void onlyReadsWhileAnotherWrites() {
        addBoth();
        try (VectorFile writer = open();
                VectorFile reader = open()) {
            reader.add(TextKey.of("coffee"), new float[] {7, 8});
            assertThat(reader.find(TEA)).containsExactly(3f, 4f);
            assertThat(reader.size()).isEqualTo(2);
            assertThat(writer.size()).isEqualTo(2);
        }
    }

    private void addBoth() {
        try (VectorFile file = open()) {
            file.add(NOODLES, new float[] {1, 2});
            file.add(TEA, new float[] {3, 4});
        }
    }

    private VectorFile open() {
        return VectorFile.open(folder, "model@1-0", 2);
    }

    private Path path() {
        return folder.resolve("model@1-0.vectors");
    }
}
