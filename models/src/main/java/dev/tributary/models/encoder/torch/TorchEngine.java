package dev.tributary.models.encoder.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Path;

/** libtorch, loaded once per JVM from the class path, without the network. */
final class TorchEngine {
    private static final String NAME = "PyTorch";
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    private TorchEngine() {}

    /**
     * @param threads CPU threads of one call, 0 for one per core; the first call in this JVM decides
     * @param cache where the native libraries are unpacked, once per machine
     */
    static synchronized Engine start(int threads, Path cache) {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        // otherwise TorchScript compiles itself again for each new number of texts and tokens
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        setDefault("ai.djl.pytorch.num_interop_threads", "1");
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        setDefault(THREADS, Integer.toString(count));
        if (System.getenv("DJL_CACHE_DIR") == null && System.getenv("ENGINE_CACHE_DIR") == null) {
            setDefault("ENGINE_CACHE_DIR", cache.toString());
        }
        return Engine.getEngine(NAME);
    }

    /** CPU threads of one call, as the start decided. */
    static int threads() {
        return Integer.getInteger(THREADS, 0);
    }

    /** @return the first GPU, if this libtorch sees one, else the CPU */
    static Device device(Engine engine) {
        return engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
