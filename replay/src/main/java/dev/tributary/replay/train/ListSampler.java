package dev.tributary.replay.train;

import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.training.TrainingList;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.SignalTable;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes training lists: the item that was chosen, and of all other items a sample in layers. The higher an item stands for a given ranker, the
 * more likely it is drawn, and each drawn item stands for those of its layer that were not. For one thread.
 */
final class ListSampler {
    /** Ranks at which layers end; the last one takes the rest. */
    private static final int[] ENDS = {40, 200, 1000, Integer.MAX_VALUE};
    /** Items drawn from each layer. */
    private static final int[] DRAWN = {40, 40, 40, 40};

    private final Map<String, Integer> scenarios = new HashMap<>();
    private final SignalTable table = new SignalTable();
    private int[] order = new int[0];
    private @Nullable Behavior seen;

    ListSampler(Corpus corpus) {
        for (ScenarioSpec scenario : corpus.scenarios()) {
            scenarios.put(scenario.id(), scenarios.size());
        }
    }

    /**
     * Computes the signals of all items that could have been shown instead, for {@link #list}.
     *
     * @return whether there is a list: not if the behavior's item itself could not have been shown
     */
    boolean look(Behavior behavior, StreamState state) {
        table.fill(state.index(), state.before(behavior), ItemKey.of(behavior.getItemId()));
        seen = behavior;
        return table.target() >= 0 && table.size() >= 2;
    }

    /**
     * The behavior last looked at as a list. What is drawn depends on the behavior and the ranker, not on other lists.
     *
     * @param hard says which items are hard to tell from the chosen one
     */
    TrainingList list(Ranker hard, StreamState state) {
        Behavior behavior = Objects.requireNonNull(seen);
        var random = new SplittableRandom(ItemKey.of(behavior.getEventId()));
        sort(hard.in(behavior.getScenario(), state.description(behavior.getScenario())));
        int others = table.size() - 1;
        int size = 1;
        for (int layer = 0; layer < ENDS.length; layer++) {
            size += Math.min(DRAWN[layer], width(layer, others));
        }
        var signals = new float[size * Signal.COUNT];
        var weights = new float[size];
        copy(table.target(), signals, 0);
        weights[0] = 1;
        int row = 1;
        for (int layer = 0; layer < ENDS.length; layer++) {
            row = draw(layer, others, random, signals, weights, row);
        }
        return new TrainingList(scenarios.getOrDefault(behavior.getScenario(), 0), signals, weights);
    }

    private static int start(int layer) {
        return layer == 0 ? 0 : ENDS[layer - 1];
    }

    private static int width(int layer, int others) {
        return Math.max(0, Math.min(ENDS[layer], others) - start(layer));
    }

    private int draw(int layer, int others, SplittableRandom random, float[] signals, float[] weights, int row) {
        int width = width(layer, others);
        int drawn = Math.min(DRAWN[layer], width);
        int next = row;
        for (int i = 0; i < drawn; i++) {
            // the first part of a shuffle of the layer
            int from = start(layer) + i;
            int picked = start(layer) + i + random.nextInt(width - i);
            int kept = order[picked];
            order[picked] = order[from];
            order[from] = kept;
            copy(kept, signals, next);
            weights[next++] = (float) width / drawn;
        }
        return next;
    }

    private void copy(int tableRow, float[] signals, int row) {
        System.arraycopy(table.row(tableRow), 0, signals, row * Signal.COUNT, Signal.COUNT);
    }

    /** Orders the rows of all items but the chosen one, highest score first. */
    private void sort(Ranker.Scorer scorer) {
        int size = table.size();
        var keys = new long[size - 1];
        int next = 0;
        for (int row = 0; row < size; row++) {
            if (row != table.target()) {
                keys[next++] = ((long) descending(scorer.score(table.row(row))) << 32) | row;
            }
        }
        Arrays.sort(keys);
        order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) keys[i];
        }
    }

    /** @return an int that is the smaller, the larger the score */
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score);
        return ~(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }
}
