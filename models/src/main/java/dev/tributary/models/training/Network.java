package dev.tributary.models.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import dev.tributary.models.interest.MlpWeights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The ranker's network while it learns: parameters on PyTorch, with gradients. For one thread. */
final class Network implements AutoCloseable {
    private final Engine engine;
    private final NDManager manager;
    private final TrainerSettings settings;
    private final List<String> scenarios;
    private final Standardization inputs;
    /** One row a scenario: its description, or a one at its own place. */
    private final NDArray conditions;

    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    /** @param descriptions one vector a scenario */
    Network(
            Engine engine,
            TrainerSettings settings,
            List<String> scenarios,
            float[][] descriptions,
            Standardization inputs) {
        this.engine = engine;
        this.manager = engine.newBaseManager();
        this.settings = settings;
        this.scenarios = scenarios;
        this.inputs = inputs;
        float[][] rows = settings.condition() == Condition.TEXT ? descriptions : identity(scenarios.size());
        this.conditions = manager.create(rows);
        var random = new Random(settings.seed());
        int count = inputs.count();
        int hidden = settings.hidden();
        if (settings.condition() == Condition.TEXT) {
            add("gate1", rows[0].length, settings.gateUnits(), 1, random);
            add("gate2", settings.gateUnits(), count, 0, random);
        } else {
            add("gate2", rows[0].length, count, 0, random);
        }
        add("gateBias", 1, count, 0, random);
        add("layer1", count, hidden, Math.sqrt(2.0 / count), random);
        add("bias1", 1, hidden, 0, random);
        add("layer2", hidden, 1, Math.sqrt(1.0 / hidden), random);
        add("direct", count, 1, 0, random);
    }

    private void add(String name, int rows, int columns, double deviation, Random random) {
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        NDArray parameter = manager.create(values, new Shape(rows, columns));
        parameter.setRequiresGradient(true);
        parameters.put(name, parameter);
    }

    private static float[][] identity(int size) {
        var rows = new float[size][size];
        for (int i = 0; i < size; i++) {
            rows[i][i] = 1;
        }
        return rows;
    }

    /** One step down the softmax loss: minus the logarithm of the chosen row's share. @return the mean loss of the batch */
    float learn(Batch batch, Optimizer optimizer) {
        float loss = backward(batch);
        // outside of the scope: the optimizer makes arrays here that must last
        parameters.forEach((name, parameter) -> {
            try (NDArray gradient = parameter.getGradient()) {
                optimizer.update(name, parameter, gradient);
                gradient.subi(gradient);
            }
        });
        return loss;
    }

    private float backward(Batch batch) {
        try (var scope = new NDScope();
                GradientCollector collector = engine.newGradientCollector()) {
            scope.suppressNotUsedWarning();
            NDArray shares = scores(batch)
                    .add(manager.create(batch.logWeights(), batch.shape()))
                    .logSoftmax(1);
            NDArray loss = shares.get(":, 0").mean().neg();
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /** @return scores by list and row */
    float[] score(Batch batch) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return scores(batch).toFloatArray();
        }
    }

    private NDArray scores(Batch batch) {
        int count = inputs.count();
        NDArray signals = manager.create(batch.signals(), new Shape(batch.lists(), batch.rows(), count));
        NDArray gates = gates(manager.create(batch.scenarios()));
        NDArray x = signals.mul(gates.reshape(batch.lists(), 1, count)).reshape(-1, count);
        NDArray hidden = Activation.relu(x.matMul(parameter("layer1")).add(parameter("bias1")));
        NDArray score = hidden.matMul(parameter("layer2")).add(x.matMul(parameter("direct")));
        return score.reshape(batch.shape());
    }

    private NDArray gates(NDArray scenario) {
        NDArray condition = conditions.get(scenario);
        if (settings.condition() == Condition.NONE) {
            return condition.sum(new int[] {1}, true).matMul(manager.ones(new Shape(1, inputs.count())));
        }
        if (settings.condition() == Condition.TEXT) {
            condition = Activation.relu(condition.matMul(parameter("gate1")));
        }
        NDArray sum = condition.matMul(parameter("gate2")).add(parameter("gateBias"));
        return Activation.sigmoid(sum).mul(2);
    }

    private NDArray parameter(String name) {
        NDArray parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalStateException("no parameter " + name);
        }
        return parameter;
    }

    /** @return the numbers as they are now */
    MlpWeights weights() {
        int count = inputs.count();
        int hidden = settings.hidden();
        float[][] text = {};
        float[][] gate2 = {};
        Map<String, float[]> gates = new HashMap<>();
        if (settings.condition() == Condition.TEXT) {
            text = columns("gate1", settings.gateUnits());
            gate2 = withBias(columns("gate2", count), values("gateBias"));
        } else {
            float[] open = gatesOfAll();
            for (int s = 0; s < scenarios.size(); s++) {
                gates.put(scenarios.get(s), Arrays.copyOfRange(open, s * count, (s + 1) * count));
            }
        }
        return new MlpWeights(
                settings.signals(),
                inputs.mean(),
                inputs.scale(),
                text,
                gate2,
                gates,
                withBias(columns("layer1", hidden), values("bias1")),
                values("layer2"),
                values("direct"));
    }

    private float[] gatesOfAll() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var all = new int[scenarios.size()];
            Arrays.setAll(all, i -> i);
            return gates(manager.create(all)).toFloatArray();
        }
    }

    private float[] values(String name) {
        return parameter(name).toFloatArray();
    }

    private float[][] columns(String name, int count) {
        float[] values = values(name);
        int rows = values.length / count;
        var columns = new float[count][rows];
        for (int i = 0; i < values.length; i++) {
            columns[i % count][i / count] = values[i];
        }
        return columns;
    }

    private static float[][] withBias(float[][] rows, float[] bias) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(rows[i], rows[i].length + 1);
            rows[i][rows[i].length - 1] = bias[i];
        }
        return rows;
    }

    @Override
    public void close() {
        manager.close();
    }
}
