package dev.tributary.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Matrices that learn, by name, in the order they were added. For one thread; they end with their manager. */
final class Parameters {
    private final NDManager manager;
    private final Random random;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    Parameters(NDManager manager, long seed) {
        this.manager = manager;
        this.random = new Random(seed);
    }

    /** Adds a matrix of normally distributed numbers with mean 0. */
    void add(String name, int rows, int columns, double deviation) {
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        NDArray parameter = manager.create(values, new Shape(rows, columns));
        parameter.setRequiresGradient(true);
        parameters.put(name, parameter);
    }

    NDArray get(String name) {
        NDArray parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalStateException("no parameter " + name);
        }
        return parameter;
    }

    /**
     * A product with a number. {@link NDArray#mul(Number)} closes the array that it makes of the number, whose memory Java may then free though
     * the gradients still need it: once in some thousand steps they were no numbers.
     */
    NDArray times(NDArray array, double factor) {
        return array.mul(manager.create((float) factor));
    }

    /** One step down a loss. @return the loss before it */
    float learn(Supplier<NDArray> loss, Optimizer optimizer) {
        float before = backward(loss);
        step(optimizer); // outside of the scope: the optimizer makes arrays that must last
        return before;
    }

    private float backward(Supplier<NDArray> loss) {
        try (var scope = new NDScope();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            scope.suppressNotUsedWarning();
            NDArray computed = loss.get();
            collector.backward(computed);
            return computed.getFloat();
        }
    }

    /** Gradients are 0 afterwards. */
    private void step(Optimizer optimizer) {
        parameters.forEach((name, parameter) -> {
            try (NDArray gradient = parameter.getGradient()) {
                optimizer.update(name, parameter, gradient);
                gradient.subi(gradient);
            }
        });
    }

    /** @return the numbers, row by row */
    float[] values(String name) {
        return get(name).toFloatArray();
    }
}
