package dev.tributary.benchmarks.soak;

import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Native arrays, models and managers of DJL that nobody has closed. DJL only prints them, so this looks into its managers. */
final class NativeObjects {
    private NativeObjects() {}

    /** @return all below the engine's own manager, models and predictors too; starts the engine if it was not */
    static long open() {
        try (NDManager look = Engine.getEngine("PyTorch").newBaseManager()) {
            return below(look.getParentManager()) - 1; // what looks is below it too
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("DJL's managers are not what they were: " + changed, changed);
        }
    }

    private static long below(NDManager manager) throws ReflectiveOperationException {
        Field field = BaseNDManager.class.getDeclaredField("resources");
        field.setAccessible(true);
        long count = 0;
        for (Object resource : ((Map<?, ?>) field.get(manager)).values()) {
            count += 1 + (resource instanceof NDManager child ? below(child) : 0);
        }
        return count;
    }
}
