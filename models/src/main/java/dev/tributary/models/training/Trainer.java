package dev.tributary.models.training;

import ai.djl.engine.Engine;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.tributary.models.encoder.CacheFolder;
import dev.tributary.models.encoder.torch.TorchEngine;
import dev.tributary.models.interest.MlpWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Fits the ranker's network to lists with DJL's PyTorch. The same lists, settings and seed give the same weights. For one thread. */
public final class Trainer {
    private static final int SCORED_TOGETHER = 256;

    private final Engine engine;
    private final List<String> scenarios;
    private final float[][] descriptions;

    /**
     * @param scenarios in the order of the lists' numbers
     * @param descriptions vector of each scenario's description
     */
    public Trainer(List<String> scenarios, float[][] descriptions) {
        this.engine = TorchEngine.start(CacheFolder.ofUser().engine());
        this.scenarios = List.copyOf(scenarios);
        this.descriptions = descriptions;
    }

    /**
     * A fitted network.
     *
     * @param epochs passes after which the validation was best
     * @param validation what the validation lists say of it
     */
    public record Fit(MlpWeights weights, int epochs, ListQuality validation) {}

    /** Hears of each step. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param epoch from 1
         * @param done lists passed in this epoch
         * @param loss mean over those
         */
        void step(int epoch, int done, double loss);
    }

    /** Trains for all epochs and keeps the weights with which the validation was best; the last ones if there is no validation list. */
    public Fit fit(
            TrainerSettings settings, List<TrainingList> lists, List<TrainingList> validation, Listener listener) {
        if (lists.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is nothing to learn from: no list could be made of the behaviors");
        }
        Standardization inputs = Standardization.of(settings.signals(), lists);
        try (var network = new Network(engine, settings, scenarios, descriptions, inputs)) {
            Optimizer optimizer = optimizer(settings, lists.size());
            var random = new Random(settings.seed());
            var order = new ArrayList<>(lists);
            Fit best = new Fit(network.weights(), 0, ListQuality.NONE);
            for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
                Collections.shuffle(order, random);
                pass(network, optimizer, order, settings.batch(), inputs, epoch, listener);
                ListQuality now = quality(network, validation, inputs);
                if (validation.isEmpty() || now.ndcg10() > best.validation.ndcg10()) {
                    best = new Fit(network.weights(), epoch, now);
                }
            }
            return best;
        }
    }

    private static Optimizer optimizer(TrainerSettings settings, int lists) {
        int steps = settings.epochs() * ((lists + settings.batch() - 1) / settings.batch());
        int rising = Math.max(1, steps / 10);
        Tracker falling = Tracker.cosine()
                .setBaseValue(settings.rate())
                .optFinalValue(settings.rate() / 1000)
                .setMaxUpdates(Math.max(2, steps - rising))
                .build();
        Tracker rate = Tracker.warmUp()
                .optWarmUpBeginValue(settings.rate() / 10)
                .optWarmUpSteps(rising)
                .setMainTracker(falling)
                .build();
        return AdamW.builder()
                .optLearningRateTracker(rate)
                .optWeightDecays(settings.decay())
                .build();
    }

    private static void pass(
            Network network,
            Optimizer optimizer,
            List<TrainingList> order,
            int size,
            Standardization inputs,
            int epoch,
            Listener listener) {
        double sum = 0;
        for (int from = 0; from < order.size(); from += size) {
            List<TrainingList> part = order.subList(from, Math.min(from + size, order.size()));
            sum += network.learn(Batch.of(part, inputs), optimizer) * part.size();
            int done = from + part.size();
            listener.step(epoch, done, sum / done);
        }
    }

    private static ListQuality quality(Network network, List<TrainingList> lists, Standardization inputs) {
        var quality = new ListQuality.Sum();
        for (int from = 0; from < lists.size(); from += SCORED_TOGETHER) {
            List<TrainingList> part = lists.subList(from, Math.min(from + SCORED_TOGETHER, lists.size()));
            Batch batch = Batch.of(part, inputs);
            float[] scores = network.score(batch);
            for (int l = 0; l < part.size(); l++) {
                quality.add(part.get(l), scores, l * batch.rows());
            }
        }
        return quality.get();
    }
}
