package dev.tributary.models.interest.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tributary.models.encoder.directory.Sha256;
import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.Whitening;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A folder with {@code interest.json}, {@code ranker.json} and {@code whitening.bin}: a trained interest model. */
public final class InterestDirectory {
    public static final String MANIFEST = "interest.json";
    public static final String RANKER = "ranker.json";
    public static final String WHITENING = "whitening.bin";

    private static final long MAX_BYTES = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper READABLE = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private InterestDirectory() {}

    /**
     * The ranker as it is written down.
     *
     * @param exploration 0 where it is not written
     */
    private record RankerFile(List<MlpWeights> networks, Map<String, Calibration> calibrations, float exploration) {}

    /**
     * Reads a trained model and checks that it is whole and stands on this encoder.
     *
     * @param encoder version of the encoder in use
     * @throws UnfitModelException naming the folder, what is wrong with it and the remedy
     */
    public static InterestModel load(Path folder, String encoder, int dimension) {
        InterestManifest manifest = manifest(folder);
        try {
            requireEncoder(manifest, encoder, dimension);
            return read(manifest, name -> bytes(folder, name));
        } catch (UnfitModelException e) {
            throw about(folder, e);
        }
    }

    /** @throws UnfitModelException if the folder holds no manifest that this program can use, whatever the encoder */
    public static InterestManifest manifest(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                throw new UnfitModelException("is not a directory. Make one with 'tributary train'.");
            }
            return parse(bytes(folder, MANIFEST));
        } catch (UnfitModelException e) {
            throw about(folder, e);
        }
    }

    private static UnfitModelException about(Path folder, UnfitModelException e) {
        return new UnfitModelException("Interest model " + folder + ": " + e.getMessage(), e);
    }

    /** Writes the model, hashes included. @return the manifest as written */
    public static InterestManifest save(Path folder, InterestManifest manifest, Whitening whitening, MlpRanker ranker)
            throws IOException {
        Files.createDirectories(folder);
        var matrix = new ByteArrayOutputStream();
        whitening.write(matrix);
        byte[] weights = JSON.writeValueAsBytes(
                new RankerFile(ranker.networks(), new TreeMap<>(ranker.calibrations()), ranker.exploration()));
        Files.write(folder.resolve(WHITENING), matrix.toByteArray());
        Files.write(folder.resolve(RANKER), weights);
        var written = manifest.with(new TreeMap<>(Map.of(
                RANKER, Sha256.of(ByteBuffer.wrap(weights)),
                WHITENING, Sha256.of(ByteBuffer.wrap(matrix.toByteArray())))));
        Files.writeString(folder.resolve(MANIFEST), READABLE.writeValueAsString(written) + "\n");
        return written;
    }

    private static InterestManifest parse(byte[] json) {
        InterestManifest manifest;
        try {
            manifest = JSON.readValue(json, InterestManifest.class);
        } catch (JsonProcessingException e) {
            throw new UnfitModelException(MANIFEST + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (manifest.schema() != InterestManifest.SCHEMA) {
            throw new UnfitModelException(MANIFEST + " has schema " + manifest.schema() + ", this program reads "
                    + InterestManifest.SCHEMA + ". Train the model anew.");
        }
        requireSignals(manifest);
        return manifest;
    }

    private static void requireSignals(InterestManifest manifest) {
        var known = Arrays.stream(Signal.values()).map(Signal::label).collect(Collectors.toSet());
        var unknown = manifest.signals().stream()
                .filter(signal -> !known.contains(signal))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnfitModelException(
                    "wants signals that this program does not know: " + unknown + ". Train the model anew.");
        }
    }

    private static void requireEncoder(InterestManifest manifest, String encoder, int dimension) {
        if (!manifest.encoder().equals(encoder) || manifest.dimension() != dimension) {
            throw new UnfitModelException("was trained on " + manifest.encoder() + " (" + manifest.dimension()
                    + " dimensions), but the encoder is " + encoder + " (" + dimension
                    + "). Set the encoder to that one, or train a model for this one.");
        }
    }

    private static InterestModel read(InterestManifest manifest, Function<String, byte[]> files) {
        byte[] ranker = verified(RANKER, manifest, files);
        byte[] whitening = verified(WHITENING, manifest, files);
        try {
            RankerFile file = JSON.readValue(ranker, RankerFile.class);
            String version = "mlp-" + Sha256.of(ByteBuffer.wrap(ranker)).substring(0, 8);
            return new InterestModel(
                    Whitening.read(new ByteArrayInputStream(whitening)),
                    new MlpRanker(file.networks(), file.calibrations(), file.exploration(), version));
        } catch (IOException e) {
            throw new UnfitModelException("cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] verified(String name, InterestManifest manifest, Function<String, byte[]> files) {
        byte[] content = files.apply(name);
        String hash = Sha256.of(ByteBuffer.wrap(content));
        if (!hash.equals(manifest.sha256().get(name))) {
            throw new UnfitModelException(name + " has SHA-256 " + hash + ", " + MANIFEST + " says "
                    + manifest.sha256().get(name) + ": the file was changed or damaged.");
        }
        return content;
    }

    private static byte[] bytes(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                throw new UnfitModelException("lacks the file " + name + ". Make one with 'tributary train'.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnfitModelException(name + " is larger than 64 MiB, which no interest model is.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnfitModelException(name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
