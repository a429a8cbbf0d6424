package dev.tributary.models.encoder.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void refusesAFileWithAnotherHash() throws IOException {
        write("FloatStorage");
        byte[] tokenizer = Files.readAllBytes(folder.resolve("tokenizer.json"));
        tokenizer[0] ^= 1;
        Files.write(folder.resolve("tokenizer.json"), tokenizer);
        refuses("tokenizer.json has SHA-256");
    }

    @Test
    void refusesWeightsThatAreNotFloat32() throws IOException {
        write("HalfStorage");
        refuses("model.float()");
    }

    @Test
    void refusesALink() throws IOException {
        write("FloatStorage");
        Path elsewhere = Files.move(folder.resolve("tokenizer.json"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("tokenizer.json"), elsewhere);
        refuses("tokenizer.json is a link");
    }

    @Test
    void refusesAFileOutside() throws IOException {
        write("FloatStorage");
        card(Map.of("../secret", new FileFact("00", 1)));
        refuses("'../secret' lies outside the directory");
    }

    @Test
    void acceptsWhatModelJsonDescribes() throws IOException {
        write("FloatStorage");
        assertThat(ModelDirectory.load(folder).version()).startsWith("tiny@");
    }

    private void refuses(String reason) {
        assertThatThrownBy(() -> ModelDirectory.load(folder))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(reason);
    }

    private void write(String storage) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model.pt")))) {
            zip.putNextEntry(new ZipEntry("tiny/data.pkl"));
            zip.write(("torch\n" + storage + "\n").getBytes(StandardCharsets.ISO_8859_1));
            zip.putNextEntry(new ZipEntry("tiny/code/__torch__.py"));
        }
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        card(Map.of());
    }

    private void card(Map<String, FileFact> more) throws IOException {
        Map<String, FileFact> files = new LinkedHashMap<>(more);
        for (String name : List.of("model.pt", "tokenizer.json")) {
            Path file = folder.resolve(name);
            files.put(name, new FileFact(Sha256.of(file), Files.size(file)));
        }
        var card = new ModelCard("tiny", 2, Pooling.MEAN, List.of("en"), 8, "MIT", ModelCard.DEFAULT_INPUTS, files);
        Files.writeString(folder.resolve("model.json"), card.toJson());
    }
}
