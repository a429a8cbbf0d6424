package dev.tributary.models.encoder.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.Precision;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** libtorch, loaded once per JVM from the class path, without the network. */
public final class TorchEngine {
    private static final Logger LOG = LoggerFactory.getLogger(TorchEngine.class);
    private static final String NAME = "PyTorch";
    static final String PRIMITIVES = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";
    private static final int KEEP_WHAT_IS_SET = 0;

    private TorchEngine() {}

    /** @param cache where the native libraries are unpacked, once per machine */
    public static synchronized Engine start(Path cache) {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        // otherwise TorchScript compiles itself again for each new number of texts and tokens
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        setDefault("ai.djl.pytorch.num_threads", "1");
        if (System.getenv("DJL_CACHE_DIR") == null && System.getenv("ENGINE_CACHE_DIR") == null) {
            setDefault("ENGINE_CACHE_DIR", cache.toString());
        }
        limitPrimitives();
        return Engine.getEngine(NAME);
    }

    /**
     * oneDNN compiles its multiplications for each number of tokens and keeps a thousand of them, half a megabyte each. A model needs four at a
     * time and thread; to keep no more costs nothing that could be measured. It looks for the limit in the environment, once.
     */
    private static void limitPrimitives() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Function.getFunction("c", "setenv").invokeInt(new Object[] {PRIMITIVES, "64", KEEP_WHAT_IS_SET});
        } catch (UnsatisfiedLinkError unchanged) {
            LOG.info("The encoder may take half a gigabyte more: {}", unchanged.getMessage());
        }
    }

    /**
     * @param given number of the GPU that this process was given, if any
     * @return that GPU; without one, the first that this libtorch sees; without any, the CPU
     */
    static Device device(Engine engine, OptionalInt given) {
        return choose(given, engine.getGpuCount());
    }

    static Device choose(OptionalInt given, int visible) {
        if (visible == 0) {
            given.ifPresent(number -> LOG.warn(
                    "GPU {} was given to this process, but this libtorch sees none: texts are encoded on the CPU."
                            + " Use the image gpu or the build profile cuda, and look at the driver.",
                    number));
            return Device.cpu();
        }
        // a process that may see its own GPU alone knows it as the first, whatever its number on the machine
        return Device.gpu(given.orElse(0) < visible ? given.orElse(0) : 0);
    }

    /** @throws EncoderException for half precision on a CPU: it would be slower there, and vectors of two precisions must not be mixed */
    static void check(Precision precision, Device device) {
        if (precision == Precision.HALF && !device.isGpu()) {
            throw new EncoderException(
                    "tributary.encode.precision is HALF, which is for GPUs, but this process has none that its libtorch can use:"
                            + " set it to FULL, or start it where there is a GPU");
        }
    }

    /** @return how many batches run side by side: a GPU takes one after the other */
    static int threads(Device device, int wanted) {
        if (device.isGpu()) {
            return 1;
        }
        return wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
