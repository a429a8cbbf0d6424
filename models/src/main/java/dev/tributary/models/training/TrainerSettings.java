package dev.tributary.models.training;

import dev.tributary.models.interest.Signal;
import java.util.List;

/**
 * How the ranker is trained.
 *
 * @param signals the inputs
 * @param hidden units of the hidden layer
 * @param gateUnits units of the text gate's inner layer
 * @param rate largest rate of learning; it rises over the first tenth of the steps and then falls to nothing
 * @param decay of weights, as in AdamW
 * @param batch lists per step
 * @param epochs passes over the lists
 * @param seed of weights and order
 */
public record TrainerSettings(
        List<Signal> signals,
        Condition condition,
        int hidden,
        int gateUnits,
        float rate,
        float decay,
        int batch,
        int epochs,
        long seed) {

    public static TrainerSettings defaults() {
        return new TrainerSettings(Signal.COMMON, Condition.TEXT, 32, 8, 0.004f, 1e-4f, 64, 10, 1);
    }

    public TrainerSettings with(Condition how) {
        return new TrainerSettings(signals, how, hidden, gateUnits, rate, decay, batch, epochs, seed);
    }

    public TrainerSettings withSignals(List<Signal> inputs) {
        return new TrainerSettings(List.copyOf(inputs), condition, hidden, gateUnits, rate, decay, batch, epochs, seed);
    }

    public TrainerSettings withEpochs(int passes) {
        return new TrainerSettings(signals, condition, hidden, gateUnits, rate, decay, batch, passes, seed);
    }

    public TrainerSettings withSeed(long other) {
        return new TrainerSettings(signals, condition, hidden, gateUnits, rate, decay, batch, epochs, other);
    }
}
