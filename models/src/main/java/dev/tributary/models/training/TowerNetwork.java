package dev.tributary.models.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.optimizer.Optimizer;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.interest.TowerBlock;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * A tower while it learns: parameters on PyTorch, with gradients; what it computes is said in {@link Tower} and {@link TowerBlock}. For one
 * thread.
 */
final class TowerNetwork implements AutoCloseable {
    private final NDManager manager;
    private final TowerSettings settings;
    private final Sequences sequences;
    private final NDArray texts;
    private final Parameters parameters;

    TowerNetwork(Engine engine, TowerSettings settings, Sequences sequences) {
        this.settings = settings;
        this.sequences = sequences;
        manager = engine.newBaseManager();
        texts = manager.create(sequences.texts());
        parameters = new Parameters(manager, settings.seed());
        int width = settings.width();
        double usual = 1 / Math.sqrt(width);
        parameters.add("projection", sequences.texts()[0].length, width, usual);
        parameters.add("residuals", sequences.keys().length, width, 0.1 * usual);
        for (int b = 0; b < settings.blocks(); b++) {
            parameters.add("query" + b, width, width, usual);
            parameters.add("key" + b, width, width, usual);
            parameters.add("value" + b, width, width, usual);
            parameters.add("output" + b, width, width, 0.5 * usual);
            parameters.add("distances" + b, Tower.LENGTH, 1, 0);
            parameters.add("up" + b, width, width, usual);
            parameters.add("upBias" + b, 1, width, 0);
            parameters.add("down" + b, width, width, 0.5 * usual);
        }
    }

    /**
     * One step down the softmax loss: minus the logarithm of the chosen item's share among the candidates. Candidates are choices of the same
     * step, so each comes as often as it is popular, and a user's vector learns what is beyond popularity.
     *
     * @return the mean loss
     */
    float learn(TowerBatch batch, Optimizer optimizer) {
        return parameters.learn(() -> loss(batch), optimizer);
    }

    private NDArray loss(TowerBatch batch) {
        NDArray items = items(batch.items());
        NDArray users = users(items, batch, true);
        NDArray chosen = rows(items, batch.chosen());
        NDArray candidates = rows(items, batch.candidates());
        NDArray right = users.mul(chosen).sum(new int[] {1}, true);
        NDArray wrong = users.matMul(candidates.transpose());
        NDArray excluded =
                manager.create(batch.excluded(), new Shape(batch.positions().length, batch.candidates().length));
        return parameters
                .times(right.concat(wrong, 1), 1 / settings.temperature())
                .sub(manager.zeros(new Shape(batch.positions().length, 1)).concat(excluded, 1))
                .logSoftmax(1)
                .get(":, 0")
                .mean()
                .neg();
    }

    /** @return unit vectors of items by position */
    private NDArray items(int[] positions) {
        NDArray sum = rows(texts, positions)
                .matMul(parameters.get("projection"))
                .add(rows(parameters.get("residuals"), positions));
        return unit(sum);
    }

    /** @return unit vectors of the users before each choice, one after the other */
    float[] users(TowerBatch batch) {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return users(items(batch.items()), batch, false).toFloatArray();
        }
    }

    private NDArray users(NDArray items, TowerBatch batch, boolean learning) {
        int width = settings.width();
        var shape = new Shape(batch.users(), batch.length(), width);
        NDArray past = rows(items, batch.past());
        NDArray x = dropped(parameters.times(past.reshape(shape), Math.sqrt(width)), learning);
        for (int b = 0; b < settings.blocks(); b++) {
            NDArray normal = normal(x);
            NDArray query = normal.matMul(parameters.get("query" + b));
            NDArray key = normal.matMul(parameters.get("key" + b));
            NDArray value = normal.matMul(parameters.get("value" + b));
            NDArray bias = rows(parameters.get("distances" + b), batch.distances())
                    .reshape(1, batch.length(), batch.length())
                    .add(manager.create(batch.later(), new Shape(1, batch.length(), batch.length())));
            NDArray shares = parameters
                    .times(query.matMul(key.transpose(0, 2, 1)), 1 / Math.sqrt(width))
                    .add(bias)
                    .softmax(-1);
            x = x.add(dropped(shares.matMul(value).matMul(parameters.get("output" + b)), learning));
            NDArray hidden =
                    Activation.relu(normal(x).matMul(parameters.get("up" + b)).add(parameters.get("upBias" + b)));
            x = x.add(dropped(hidden.matMul(parameters.get("down" + b)), learning));
        }
        return rows(unit(x.reshape(-1, width)), batch.positions());
    }

    private NDArray dropped(NDArray x, boolean learning) {
        return Dropout.dropout(x, settings.dropout(), learning).singletonOrThrow();
    }

    /** As an embedding, whose gradient is added up in a fixed order; that of an index is not. */
    private NDArray rows(NDArray matrix, int[] rows) {
        NDArray input = manager.create(rows);
        return matrix.getNDArrayInternal()
                .embedding(input, matrix, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    private static NDArray normal(NDArray x) {
        return x.div(
                x.square().mean(new int[] {2}, true).add(TowerBlock.EPSILON).sqrt());
    }

    private static NDArray unit(NDArray x) {
        return x.div(x.square().sum(new int[] {1}, true).add(TowerBlock.EPSILON).sqrt());
    }

    /** @return the numbers as they are now */
    Tower tower() {
        var blocks = new ArrayList<TowerBlock>();
        for (int b = 0; b < settings.blocks(); b++) {
            blocks.add(new TowerBlock(
                    parameters.values("query" + b),
                    parameters.values("key" + b),
                    parameters.values("value" + b),
                    parameters.values("output" + b),
                    parameters.values("distances" + b),
                    parameters.values("up" + b),
                    parameters.values("upBias" + b),
                    parameters.values("down" + b)));
        }
        return new Tower(settings.width(), parameters.values("projection"), sequences.keys(), rows(), blocks);
    }

    /** @return the unit vectors of all items that it learned from */
    private float[] rows() {
        int[] all = new int[sequences.keys().length];
        Arrays.setAll(all, i -> i);
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return items(all).toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
