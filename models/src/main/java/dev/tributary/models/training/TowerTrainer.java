package dev.tributary.models.training;

import ai.djl.engine.Engine;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.tributary.models.encoder.CacheFolder;
import dev.tributary.models.encoder.torch.TorchEngine;
import dev.tributary.models.interest.Tower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Fits a tower to what users did with DJL's PyTorch. The same sequences and settings give the same tower. For one thread. */
public final class TowerTrainer {
    private final Engine engine = TorchEngine.start(CacheFolder.ofUser().engine());
    private final TowerSettings settings;

    public TowerTrainer(TowerSettings settings) {
        this.settings = settings;
    }

    /** Hears of each step. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param epoch from 1
         * @param share of it that is done
         * @param loss mean over that
         */
        void step(int epoch, double share, double loss);
    }

    /** @throws IllegalArgumentException if no user took two items */
    public Tower fit(Sequences sequences, Listener listener) {
        List<int[]> pieces = pieces(sequences.users());
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("There is nothing for a tower to learn from: no user took two items");
        }
        engine.setRandomSeed((int) settings.seed());
        var random = new Random(settings.seed());
        var draws = new SplittableRandom(settings.seed());
        try (var network = new TowerNetwork(engine, settings, sequences)) {
            Optimizer optimizer = optimizer(batches(pieces, new Random(0)).size());
            for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
                double sum = 0;
                int done = 0;
                for (List<int[]> part : batches(pieces, random)) {
                    var batch = TowerBatch.of(part, sequences.scenarios(), settings.candidates(), draws);
                    float loss = network.learn(batch, optimizer);
                    if (!Float.isFinite(loss)) {
                        throw new IllegalStateException("The loss of the tower's training is " + loss);
                    }
                    sum += loss * part.size();
                    done += part.size();
                    listener.step(epoch, (double) done / pieces.size(), sum / done);
                }
            }
            return network.tower();
        }
    }

    /** Long histories in pieces, of which each begins with the last item of the one before. */
    private static List<int[]> pieces(List<int[]> users) {
        var pieces = new ArrayList<int[]>();
        for (int[] items : users) {
            for (int from = 0; from + 1 < items.length; from += Tower.LENGTH) {
                pieces.add(Arrays.copyOfRange(items, from, Math.min(items.length, from + Tower.LENGTH + 1)));
            }
        }
        return pieces;
    }

    /** Pieces of about the same length together, so that little is filled up, in random order. */
    private List<List<int[]>> batches(List<int[]> pieces, Random random) {
        var order = new ArrayList<>(pieces);
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingInt(piece -> piece.length));
        var batches = new ArrayList<List<int[]>>();
        for (int from = 0; from < order.size(); ) {
            int to = from + 1;
            while (to < order.size() && (to + 1 - from) * (order.get(to).length - 1) <= settings.positions()) {
                to++;
            }
            batches.add(order.subList(from, to));
            from = to;
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private Optimizer optimizer(int batches) {
        Tracker falling = Tracker.cosine()
                .setBaseValue(settings.rate())
                .optFinalValue(settings.rate() / 1000)
                .setMaxUpdates(Math.max(2, settings.epochs() * batches))
                .build();
        return AdamW.builder()
                .optLearningRateTracker(falling)
                .optWeightDecays(settings.decay())
                .build();
    }
}
