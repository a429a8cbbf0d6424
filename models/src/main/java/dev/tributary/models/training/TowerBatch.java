package dev.tributary.models.training;

import it.unimi.dsi.fastutil.ints.Int2IntLinkedOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some users' items side by side, shorter ones filled up at the end, where nobody looks.
 *
 * @param items positions in {@link Sequences} of all items of this step, each once; the other fields count in these
 * @param past users x length
 * @param positions rows of {@code past} that are followed by a choice
 * @param chosen what was chosen there
 * @param candidates what it is to be told apart from
 * @param excluded choices x candidates: 0, or a large number where a candidate is the choice itself or of another scenario
 * @param distances length x length: how many items lie between
 * @param later length x length: 0, or a large negative number for what comes later
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one step
record TowerBatch(
        int users,
        int length,
        int[] items,
        int[] past,
        int[] positions,
        int[] chosen,
        int[] candidates,
        float[] excluded,
        int[] distances,
        float[] later) {
    private static final float NEVER = 1e9f;

    /** @param sequences of which each has two items at least */
    static TowerBatch of(List<int[]> sequences, int[] scenarios, int most, SplittableRandom random) {
        int length =
                sequences.stream().mapToInt(items -> items.length - 1).max().orElse(0);
        var numbers = new Int2IntLinkedOpenHashMap();
        var past = new int[sequences.size() * length];
        var positions = new IntArrayList();
        var chosen = new IntArrayList();
        for (int user = 0; user < sequences.size(); user++) {
            int[] items = sequences.get(user);
            for (int t = 0; t + 1 < items.length; t++) {
                past[user * length + t] = number(items[t], numbers);
                positions.add(user * length + t);
                chosen.add(number(items[t + 1], numbers));
            }
        }
        int[] items = numbers.keySet().toIntArray();
        int[] candidates = draw(chosen.toIntArray(), most, random);
        return new TowerBatch(
                sequences.size(),
                length,
                items,
                past,
                positions.toIntArray(),
                chosen.toIntArray(),
                candidates,
                excluded(items, chosen.toIntArray(), candidates, scenarios),
                distances(length),
                later(length));
    }

    private static int number(int item, Int2IntLinkedOpenHashMap numbers) {
        return numbers.computeIfAbsent(item, added -> numbers.size());
    }

    private static int[] draw(int[] chosen, int most, SplittableRandom random) {
        if (chosen.length <= most) {
            return chosen;
        }
        var drawn = new int[most];
        for (int i = 0; i < most; i++) {
            drawn[i] = chosen[random.nextInt(chosen.length)];
        }
        return drawn;
    }

    private static float[] excluded(int[] items, int[] chosen, int[] candidates, int[] scenarios) {
        var excluded = new float[chosen.length * candidates.length];
        for (int i = 0; i < chosen.length; i++) {
            int scenario = scenarios[items[chosen[i]]];
            for (int j = 0; j < candidates.length; j++) {
                if (candidates[j] == chosen[i] || scenarios[items[candidates[j]]] != scenario) {
                    excluded[i * candidates.length + j] = NEVER;
                }
            }
        }
        return excluded;
    }

    private static int[] distances(int length) {
        var distances = new int[length * length];
        for (int t = 0; t < length; t++) {
            for (int s = 0; s <= t; s++) {
                distances[t * length + s] = t - s;
            }
        }
        return distances;
    }

    private static float[] later(int length) {
        var later = new float[length * length];
        for (int t = 0; t < length; t++) {
            for (int s = t + 1; s < length; s++) {
                later[t * length + s] = -NEVER;
            }
        }
        return later;
    }
}
