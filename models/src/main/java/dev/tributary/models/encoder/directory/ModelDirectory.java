package dev.tributary.models.encoder.directory;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder with {@code model.pt} (TorchScript), {@code tokenizer.json} and {@code model.json}, whose files were found to be what
 * model.json says.
 */
public record ModelDirectory(Path path, ModelCard card) {
    public static final String MODEL = "model.pt";
    public static final String TOKENIZER = "tokenizer.json";
    public static final String CARD = "model.json";

    private static final long MAX_CARD_BYTES = 1 << 20;

    /**
     * Reads and verifies a model directory: nothing in it is trusted before its size and hash were checked.
     *
     * @throws EncoderException naming the file and what is wrong with it
     */
    public static ModelDirectory load(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                throw new EncoderException("is not a directory");
            }
            var directory = new ModelDirectory(path.toRealPath(), readCard(path));
            directory.verify();
            return directory;
        } catch (EncoderException e) {
            throw new EncoderException("Model directory " + path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Model directory " + path + " cannot be read", e);
        }
    }

    /** @return name and hash of what its vectors depend on, for example {@code all-MiniLM-L6-v2@6f1c2a3b} */
    public String version() {
        String model = card.sameVectorsAs().orElse(fact(MODEL).sha256());
        String hashes = model + fact(TOKENIZER).sha256() + card.pooling();
        return card.name() + "@" + Sha256.of(hashes).substring(0, 8);
    }

    public Path model() {
        return path.resolve(MODEL);
    }

    public Path tokenizer() {
        return path.resolve(TOKENIZER);
    }

    private static ModelCard readCard(Path path) throws IOException {
        Path file = regular(path, CARD);
        if (Files.size(file) > MAX_CARD_BYTES) {
            throw new EncoderException(CARD + " is larger than 1 MiB");
        }
        return ModelCard.parse(Files.readString(file));
    }

    private void verify() throws IOException {
        fact(MODEL);
        fact(TOKENIZER);
        for (String name : card.files().keySet()) {
            verify(name, fact(name));
        }
        TorchScriptScan.check(model(), card.precision());
    }

    private void verify(String name, FileFact expected) throws IOException {
        Path file = regular(path, name);
        long size = Files.size(file);
        if (size != expected.size()) {
            throw new EncoderException(name + " has " + size + " bytes, model.json says " + expected.size());
        }
        String hash = Sha256.of(file);
        if (!hash.equals(expected.sha256().toLowerCase(Locale.ROOT))) {
            throw new EncoderException(name + " has SHA-256 " + hash + ", model.json says " + expected.sha256()
                    + ": the file was changed or damaged");
        }
    }

    private FileFact fact(String name) {
        FileFact fact = card.files().get(name);
        if (fact == null) {
            throw new EncoderException("files in model.json lacks " + name);
        }
        return fact;
    }

    private static Path regular(Path directory, String name) {
        if (name.isEmpty() || !Path.of(name).equals(Path.of(name).getFileName()) || name.equals("..")) {
            throw new EncoderException("'" + name + "' lies outside the directory: files are given by plain names");
        }
        Path file = directory.resolve(name);
        if (Files.isSymbolicLink(file)) {
            throw new EncoderException(name + " is a link: put the file itself into the directory");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new EncoderException("lacks the file " + name);
        }
        return file;
    }
}
