package dev.tributary.models.interest.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tributary.models.encoder.directory.Sha256;
import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.interest.TowerFile;
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
import org.jspecify.annotations.Nullable;

/** A folder with {@code interest.json}, {@code ranker.json}, {@code whitening.bin} and perhaps {@code tower.bin}: a trained interest model. */
public final class InterestDirectory {
    public static final String MANIFEST = "interest.json";
    public static final String RANKER = "ranker.json";
    public static final String WHITENING = "whitening.bin";
    public static final String TOWER = "tower.bin";

    private static final long MAX_BYTES = 64 << 20;
    private static final long MAX_TOWER_BYTES = 1100L << 20;
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
        InterestModel model = loadWithoutTower(folder, encoder, dimension);
        return new InterestModel(model.whitening(), model.ranker(), tower(folder));
    }

    /** As {@link #load}, without its tower, for those who score nothing: a tower is large. */
    public static InterestModel loadWithoutTower(Path folder, String encoder, int dimension) {
        InterestManifest manifest = manifest(folder);
        try {
            requireEncoder(manifest, encoder, dimension);
            return read(manifest, name -> bytes(folder, name));
        } catch (UnfitModelException e) {
            throw about(folder, e);
        }
    }

    /**
     * @return the tower of a trained model, or null if it has none
     * @throws UnfitModelException naming the folder and what is wrong with it
     */
    public static @Nullable Tower tower(Path folder) {
        InterestManifest manifest = manifest(folder);
        if (!manifest.sha256().containsKey(TOWER)) {
            return null;
        }
        try {
            Tower tower = TowerFile.read(verified(TOWER, manifest, name -> bytes(folder, name)));
            if (tower.dimension() != manifest.dimension()) {
                throw new UnfitModelException(TOWER + " is for vectors of " + tower.dimension()
                        + " dimensions, the encoder's have " + manifest.dimension() + ". Train the model anew.");
            }
            return tower;
        } catch (IOException e) {
            throw about(folder, new UnfitModelException(TOWER + " cannot be read: " + e.getMessage(), e));
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
    public static InterestManifest save(
            Path folder, InterestManifest manifest, Whitening whitening, MlpRanker ranker, @Nullable Tower tower)
            throws IOException {
        if (usesTower(ranker.networks()) != (tower != null)) {
            throw new IllegalArgumentException("A model has a tower if and only if its ranker uses one");
        }
        Files.createDirectories(folder);
        var matrix = new ByteArrayOutputStream();
        whitening.write(matrix);
        byte[] weights = JSON.writeValueAsBytes(
                new RankerFile(ranker.networks(), new TreeMap<>(ranker.calibrations()), ranker.exploration()));
        Map<String, String> hashes = new TreeMap<>();
        write(folder, RANKER, weights, hashes);
        write(folder, WHITENING, matrix.toByteArray(), hashes);
        if (tower == null) {
            Files.deleteIfExists(folder.resolve(TOWER));
        } else {
            TowerFile.write(tower, folder.resolve(TOWER));
            hashes.put(TOWER, Sha256.of(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(TOWER)))));
        }
        var written = manifest.with(hashes);
        Files.writeString(folder.resolve(MANIFEST), READABLE.writeValueAsString(written) + "\n");
        return written;
    }

    private static void write(Path folder, String name, byte[] content, Map<String, String> hashes) throws IOException {
        Files.write(folder.resolve(name), content);
        hashes.put(name, Sha256.of(ByteBuffer.wrap(content)));
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
            requireTower(manifest, file);
            return new InterestModel(
                    Whitening.read(new ByteArrayInputStream(whitening)),
                    new MlpRanker(file.networks(), file.calibrations(), file.exploration(), version(manifest)),
                    null);
        } catch (IOException e) {
            throw new UnfitModelException("cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireTower(InterestManifest manifest, RankerFile file) {
        boolean wanted = usesTower(file.networks());
        if (wanted != manifest.sha256().containsKey(TOWER)) {
            throw new UnfitModelException(
                    wanted
                            ? "has a ranker that learned with a tower, but no " + TOWER + ". Train the model anew."
                            : "has a " + TOWER + " that its ranker does not know. Train the model anew.");
        }
    }

    private static boolean usesTower(List<MlpWeights> networks) {
        return networks.stream().anyMatch(MlpWeights::usesTower);
    }

    /** @return a name that another ranker or another tower does not have */
    private static String version(InterestManifest manifest) {
        String ranker = String.valueOf(manifest.sha256().get(RANKER));
        String tower = manifest.sha256().get(TOWER);
        String both = tower == null ? ranker : Sha256.of(ByteBuffer.wrap((ranker + tower).getBytes(US_ASCII)));
        return "mlp-" + both.substring(0, 8);
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
            long most = name.equals(TOWER) ? MAX_TOWER_BYTES : MAX_BYTES;
            if (Files.size(file) > most) {
                throw new UnfitModelException(
                        name + " is larger than " + (most >> 20) + " MiB, which no interest model is.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnfitModelException(name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
