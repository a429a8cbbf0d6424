package dev.tributary.models.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.optimizer.Optimizer;
import dev.tributary.models.interest.MlpWeights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ranker's network while it learns: parameters on PyTorch, with gradients. For one thread. */
final class Network implements AutoCloseable {
    private final NDManager manager;
    private final TrainerSettings settings;
    private final List<String> scenarios;
    private final Standardization inputs;
    /** One row a scenario: its description, or a one at its own place. */
    private final NDArray conditions;

    private final Parameters parameters;

    /** @param descriptions one vector a scenario */
    Network(
            Engine engine,
            TrainerSettings settings,
            List<String> scenarios,
            float[][] descriptions,
            Standardization inputs) {
        this.manager = engine.newBaseManager();
        this.settings = settings;
        this.scenarios = scenarios;
        this.inputs = inputs;
        float[][] rows = settings.condition() == Condition.TEXT ? descriptions : identity(scenarios.size());
        this.conditions = manager.create(rows);
        this.parameters = new Parameters(manager, settings.seed());
        int count = inputs.count();
        int hidden = settings.hidden();
        if (settings.condition() == Condition.TEXT) {
            parameters.add("gate1", rows[0].length, settings.gateUnits(), 1);
            parameters.add("gate2", settings.gateUnits(), count, 0);
        } else {
            parameters.add("gate2", rows[0].length, count, 0);
        }
        parameters.add("gateBias", 1, count, 0);
        parameters.add("layer1", count, hidden, Math.sqrt(2.0 / count));
        parameters.add("bias1", 1, hidden, 0);
        parameters.add("layer2", hidden, 1, Math.sqrt(1.0 / hidden));
        parameters.add("direct", count, 1, 0);
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
        return parameters.learn(() -> loss(batch), optimizer);
    }

    private NDArray loss(Batch batch) {
        NDArray shares = scores(batch)
                .add(manager.create(batch.logWeights(), batch.shape()))
                .logSoftmax(1);
        return shares.get(":, 0").mean().neg();
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
        NDArray hidden = Activation.relu(x.matMul(parameters.get("layer1")).add(parameters.get("bias1")));
        NDArray score = hidden.matMul(parameters.get("layer2")).add(x.matMul(parameters.get("direct")));
        return score.reshape(batch.shape());
    }

    private NDArray gates(NDArray scenario) {
        NDArray condition = conditions.get(scenario);
        if (settings.condition() == Condition.NONE) {
            return condition.sum(new int[] {1}, true).matMul(manager.ones(new Shape(1, inputs.count())));
        }
        if (settings.condition() == Condition.TEXT) {
            condition = Activation.relu(condition.matMul(parameters.get("gate1")));
        }
        NDArray sum = condition.matMul(parameters.get("gate2")).add(parameters.get("gateBias"));
        return parameters.times(Activation.sigmoid(sum), 2);
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
            gate2 = withBias(columns("gate2", count), parameters.values("gateBias"));
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
                withBias(columns("layer1", hidden), parameters.values("bias1")),
                parameters.values("layer2"),
                parameters.values("direct"));
    }

    private float[] gatesOfAll() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var all = new int[scenarios.size()];
            Arrays.setAll(all, i -> i);
            return gates(manager.create(all)).toFloatArray();
        }
    }

    private float[][] columns(String name, int count) {
        float[] values = parameters.values(name);
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
