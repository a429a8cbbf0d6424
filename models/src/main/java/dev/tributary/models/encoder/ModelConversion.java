package dev.tributary.models.encoder;

import dev.tributary.models.encoder.convert.Kernels;
import dev.tributary.models.encoder.convert.OnnxToTorchScript;
import dev.tributary.models.encoder.directory.ModelCard;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.directory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts bundled models into model directories, once per machine. A directory is written beside its place and then
 * renamed, so that several processes may do it at once and none sees half a model.
 */
final class ModelConversion {
    private static final Logger LOG = LoggerFactory.getLogger(ModelConversion.class);

    private final Path models;
    private final Precision precision;
    private final Kernels kernels;

    /**
     * @param models the folder of model directories
     * @param kernels of models of full precision; those of half are for GPUs, which have their own
     */
    ModelConversion(Path models, Precision precision, Kernels kernels) {
        this.models = models;
        this.precision = precision;
        this.kernels = precision == Precision.HALF ? Kernels.PORTABLE : kernels;
    }

    /** @return the place of the model's directory, whether it is there already or not */
    Path place(BundledModel model) {
        return models.resolve(model.folder(precision, kernels));
    }

    boolean isConverted(BundledModel model) {
        return Files.isRegularFile(place(model).resolve(ModelDirectory.CARD));
    }

    /** @return the verified directory; one that was damaged is made again */
    ModelDirectory directory(BundledModel model) {
        if (isConverted(model)) {
            try {
                return ModelDirectory.load(place(model));
            } catch (EncoderException e) {
                LOG.warn("{}; converting the model again", e.getMessage());
            }
        }
        convert(model);
        return ModelDirectory.load(place(model));
    }

    private void convert(BundledModel model) {
        try {
            Files.createDirectories(models);
            Path made = Files.createTempDirectory(models, ".converting-");
            try {
                write(model, made);
                publish(made, place(model));
            } finally {
                delete(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write the converted model " + model.name() + " under " + models
                            + ": free some space or point TRIBUTARY_CACHE to another folder",
                    e);
        }
    }

    private void write(BundledModel model, Path folder) throws IOException {
        LOG.info("Converting {} to TorchScript, once", model.name());
        ByteBuffer onnx = read(model, model.onnxResource(), model.onnxSha256());
        ByteBuffer tokenizer = read(model, model.tokenizerResource(), model.tokenizerSha256());
        int dimension = OnnxToTorchScript.convert(
                onnx, model.pooling(), precision, kernels, folder.resolve(ModelDirectory.MODEL));
        if (dimension != model.dimension()) {
            throw new EncoderException(
                    model.name() + " has " + dimension + " dimensions, expected " + model.dimension());
        }
        byte[] bytes = new byte[tokenizer.remaining()];
        tokenizer.get(bytes);
        Files.write(folder.resolve(ModelDirectory.TOKENIZER), bytes);
        Files.writeString(
                folder.resolve(ModelDirectory.CARD), card(model, folder).toJson());
    }

    private ModelCard card(BundledModel model, Path folder) throws IOException {
        return new ModelCard(
                model.name(),
                model.dimension(),
                model.pooling(),
                model.languages(),
                model.maxTokens(),
                model.license(),
                precision,
                ModelCard.DEFAULT_INPUTS,
                kernels == Kernels.PORTABLE ? Optional.empty() : Optional.of(model.portableSha256()),
                Map.of(
                        ModelDirectory.MODEL, fact(folder.resolve(ModelDirectory.MODEL)),
                        ModelDirectory.TOKENIZER, fact(folder.resolve(ModelDirectory.TOKENIZER))));
    }

    private static FileFact fact(Path file) throws IOException {
        return new FileFact(Sha256.of(file), Files.size(file));
    }

    /** Reads a resource into memory outside the heap, which is often smaller than a model. */
    private static ByteBuffer read(BundledModel model, String resource, String sha256) throws IOException {
        URL url = ModelConversion.class.getResource(resource);
        if (url == null) {
            throw new EncoderException("The weights of " + model.name()
                    + " are not on the class path: add the artifact " + model.artifact());
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream();
                ReadableByteChannel channel = Channels.newChannel(in)) {
            ByteBuffer content = ByteBuffer.allocateDirect(connection.getContentLength());
            while (content.hasRemaining() && channel.read(content) >= 0) {}
            content.flip();
            String found = Sha256.of(content);
            if (!found.equals(sha256)) {
                throw new EncoderException("The file " + resource + " in " + model.artifact() + " has SHA-256 " + found
                        + ", expected " + sha256 + ": use the version of the artifact that Tributary was built with");
            }
            return content;
        }
    }

    private static void publish(Path made, Path place) throws IOException {
        if (isWhole(place)) {
            return; // another process was faster, and may be reading it
        }
        if (Files.exists(place)) {
            // damaged; a process that has it open keeps its files
            Path old = Files.createTempDirectory(place.getParent(), ".replaced-");
            moveIfThere(place, old.resolve("model"));
            delete(old);
        }
        moveIfThere(made, place);
    }

    private static boolean isWhole(Path place) {
        try {
            ModelDirectory.load(place);
            return true;
        } catch (EncoderException | UncheckedIOException e) {
            return false;
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.exists(from) && !Files.exists(to)) {
                throw e;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
