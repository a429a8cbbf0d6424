package dev.tributary.models.encoder.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;

/** libtorch, loaded once per JVM from the class path, without the network. */
public final class TorchEngine {
    private static final String NAME = "PyTorch";

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
        return Engine.getEngine(NAME);
    }

    /** @return the first GPU, if this libtorch sees one, else the CPU */
    static Device device(Engine engine) {
        return engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
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
