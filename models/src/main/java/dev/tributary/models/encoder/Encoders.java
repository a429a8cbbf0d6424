package dev.tributary.models.encoder;

import dev.tributary.models.encoder.convert.Kernels;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.torch.TorchEncoder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The encoders that can be opened: bundled ones by name, a user's own by its directory. */
public final class Encoders {
    private Encoders() {}

    /** Opens an encoder with the default settings. */
    public static TextEncoder open(String nameOrPath) {
        return open(EncoderSettings.defaults().withModel(nameOrPath));
    }

    /**
     * Opens an encoder, converting its weights first if this machine has not done so before (about two seconds).
     *
     * @throws EncoderException if there is no such model or it cannot be used
     */
    public static TextEncoder open(EncoderSettings settings) {
        return open(settings, Kernels.ofThisMachine());
    }

    /**
     * Opens a bundled encoder whose matrices libtorch multiplies as it does by itself, for comparison. Its vectors are the same but for the last
     * bits. A user's own is opened as ever.
     */
    public static TextEncoder openPortable(EncoderSettings settings) {
        return open(settings, Kernels.PORTABLE);
    }

    private static TextEncoder open(EncoderSettings settings, Kernels kernels) {
        CacheFolder cache = CacheFolder.ofUser();
        return TorchEncoder.open(
                directory(settings.model(), settings.precision(), kernels, cache), settings, cache.engine());
    }

    /**
     * Loads the native library, if that has not been done yet, with as many threads as there are cores.
     *
     * @throws RuntimeException or {@link LinkageError} if there is none for this machine
     */
    public static EncoderPlatform platform() {
        return TorchEncoder.platform(CacheFolder.ofUser().engine());
    }

    /** @return the bundled models, in the order of preference */
    public static List<EncoderInfo> list() {
        return list(CacheFolder.ofUser());
    }

    static List<EncoderInfo> list(CacheFolder cache) {
        var conversion = new ModelConversion(cache.models(), Precision.FULL, Kernels.ofThisMachine());
        return BundledModel.ALL.stream()
                .map(model -> EncoderInfo.of(model, conversion))
                .toList();
    }

    static ModelDirectory directory(String nameOrPath, Precision precision, Kernels kernels, CacheFolder cache) {
        Optional<BundledModel> bundled = BundledModel.ALL.stream()
                .filter(model -> model.name().equalsIgnoreCase(nameOrPath))
                .findFirst();
        if (bundled.isPresent()) {
            return new ModelConversion(cache.models(), precision, kernels).directory(bundled.get());
        }
        if (new File(nameOrPath).isDirectory()) {
            return ofPrecision(ofItsOwn(ModelDirectory.load(Path.of(nameOrPath))), precision);
        }
        throw new EncoderException("There is no encoder and no directory named '" + nameOrPath
                + "'; did you mean " + String.join(" or ", NearestNames.of(nameOrPath, names()))
                + ", or the path of a model directory?");
    }

    /** Weights that were changed must not pass for those they were made of. */
    private static ModelDirectory ofItsOwn(ModelDirectory directory) {
        if (directory.card().sameVectorsAs().isPresent()) {
            throw new EncoderException("sameVectorsAs in the model.json of " + directory.path()
                    + " is for the bundled models alone: take it out, or name the bundled model");
        }
        return directory;
    }

    /** Weights in a directory are as they are. */
    private static ModelDirectory ofPrecision(ModelDirectory directory, Precision wanted) {
        if (directory.card().precision() != wanted) {
            throw new EncoderException("tributary.encode.precision is " + wanted + ", but the weights in "
                    + directory.path() + " are of "
                    + directory.card().precision().label()
                    + " precision, as its model.json says: set "
                    + directory.card().precision());
        }
        return directory;
    }

    private static List<String> names() {
        return BundledModel.ALL.stream().map(BundledModel::name).toList();
    }
}
