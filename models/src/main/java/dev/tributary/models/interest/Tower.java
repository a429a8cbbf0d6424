package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Vectors;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two learned views that lie in one space of {@code width} dimensions. Of an item that the training knew: a vector of its own, made of its text
 * and of who took it; of any other: its text, projected. Of a user: what causal self-attention (SASRec, Kang and McAuley 2018) makes of the items of
 * the past, of all scenarios. Their cosine says how much more often than its popularity alone would have it the item comes next.
 *
 * <p>A user's vector is the last row, scaled to length 1, of what {@link TowerBlock blocks} make of sqrt(width) times the unit vectors of the past
 * items, oldest first. Immutable, safe for use by many threads; arrays belong to it once given.
 */
public final class Tower {
    /** Most items of the past that count. */
    public static final int LENGTH = UserProfile.HISTORY;
    /** Most items that have a vector of their own. */
    public static final int ITEMS = 1_000_000;

    static final int MOST_WIDTH = 256;

    private final int width;
    private final float[] projection;
    private final long[] keys;
    private final float[] rows;
    private final List<TowerBlock> blocks;
    private final Long2IntOpenHashMap rowOf;

    /**
     * @param width of the space, at most {@value #MOST_WIDTH}
     * @param projection text to item, one row a dimension of text
     * @param keys of the items that the training knew, at most {@value #ITEMS}
     * @param rows unit vectors of those
     * @throws IllegalArgumentException if sizes do not fit together, or if something is no number
     */
    public Tower(int width, float[] projection, long[] keys, float[] rows, List<TowerBlock> blocks) {
        if (width < 1 || width > MOST_WIDTH || projection.length % width != 0) {
            throw new IllegalArgumentException("A tower must have rows of its width, 1 to " + MOST_WIDTH);
        }
        if (keys.length > ITEMS || rows.length != keys.length * width) {
            throw new IllegalArgumentException("A tower must have a row for each of at most " + ITEMS + " items");
        }
        requireNumbers(projection);
        requireNumbers(rows);
        for (TowerBlock block : blocks) {
            block.require(width);
            block.parts().forEach(Tower::requireNumbers);
        }
        this.width = width;
        this.projection = projection;
        this.keys = keys;
        this.rows = rows;
        this.blocks = List.copyOf(blocks);
        rowOf = new Long2IntOpenHashMap(keys.length);
        rowOf.defaultReturnValue(-1);
        for (int row = 0; row < keys.length; row++) {
            rowOf.put(keys[row], row);
        }
    }

    private static void requireNumbers(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("A tower must consist of numbers, not of " + value);
            }
        }
    }

    public int width() {
        return width;
    }

    /** @return length of the texts' vectors */
    public int dimension() {
        return projection.length / width;
    }

    float[] projection() {
        return projection;
    }

    long[] keys() {
        return keys;
    }

    float[] rows() {
        return rows;
    }

    List<TowerBlock> blocks() {
        return blocks;
    }

    /** @return a new unit vector; all 0 for an item that is neither known nor has a text */
    public float[] item(long itemKey, @Nullable QuantizedVector text) {
        var item = new float[width];
        int row = rowOf.get(itemKey);
        if (row >= 0) {
            System.arraycopy(rows, row * width, item, 0, width);
            return item;
        }
        if (text == null) {
            return item;
        }
        byte[] values = text.values();
        for (int i = 0; i < values.length; i++) {
            TowerBlock.addRow(projection, i, values[i] * text.scale(), item);
        }
        return Vectors.normalize(item);
    }

    /**
     * The user's side. Of the past items counts what the training knew, and of the newest what has a text.
     *
     * @return a unit vector, or null if no past item counts
     */
    public float @Nullable [] user(Interest interest) {
        List<float[]> past = past(interest);
        if (past.isEmpty()) {
            return null;
        }
        float[][] x = past.toArray(float[][]::new);
        int last = x.length - 1;
        for (int b = 0; b < blocks.size(); b++) {
            blocks.get(b).apply(x, b == blocks.size() - 1 ? last : 0);
        }
        return Vectors.normalize(x[last]);
    }

    /** @return what goes into the first block, oldest first */
    private List<float[]> past(Interest interest) {
        var past = new ArrayList<float[]>();
        long[] trail = interest.trail();
        float scale = (float) Math.sqrt(width);
        for (int i = Math.min(trail.length, LENGTH) - 1; i >= 0; i--) {
            float[] item = item(trail[i], text(trail[i], interest));
            if (Vectors.dot(item, item) > 0) {
                for (int k = 0; k < width; k++) {
                    item[k] *= scale;
                }
                past.add(item);
            }
        }
        return past;
    }

    private static @Nullable QuantizedVector text(long itemKey, Interest interest) {
        for (PastBehavior behavior : interest.recent()) {
            if (behavior.itemKey() == itemKey) {
                return behavior.vector();
            }
        }
        return null;
    }
}
