package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.VectorTable;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The items of one scenario and shard in columns: one slot an item, vectors side by side for the scan. Slots of removed items are used again.
 * For one thread.
 */
final class ScenarioIndex {
    private static final int FIRST_CAPACITY = 64;
    /** Weekly popularity on a scale that does not move with time, see {@link #trend}. */
    private static final double TREND_DAYS = 7;
    /** Exponent that tames popular candidates in co-visitation. */
    private static final double VISITS_EXPONENT = 0.3;

    private final Long2IntOpenHashMap slots = new Long2IntOpenHashMap();
    private final IntArrayList free = new IntArrayList();
    final Links links = new Links();
    /** What the search under way found. */
    final Neighbors neighbors = new Neighbors();

    final Proposals proposals = new Proposals();
    final HiddenSlots hidden = new HiddenSlots();
    final Cosines cosines = new Cosines(this);

    private final int mostBytes;

    int end;
    int dimension;

    @Nullable
    IndexedItem[] items = new IndexedItem[FIRST_CAPACITY];

    long[] keys = new long[FIRST_CAPACITY];
    ItemCounts[] counts = new ItemCounts[FIRST_CAPACITY];
    Predecessors[] predecessors = new Predecessors[FIRST_CAPACITY];
    double[] trends = new double[FIRST_CAPACITY];
    /** What tames popular candidates in co-visitation: visits to the power of {@value #VISITS_EXPONENT}, negative. */
    float[] tamed = new float[FIRST_CAPACITY];

    long[] publishedAt = new long[FIRST_CAPACITY];
    /** From when an item may be shown, and from when no more: searches ask for thousands. Never, for a slot without item. */
    private long[] shownFrom = new long[FIRST_CAPACITY];

    private long[] shownUntil = new long[FIRST_CAPACITY];
    /** By slot; null until an item with a vector came. */
    @Nullable
    VectorTable vectors;

    private float[] products = new float[0];

    /** Which items were visited most of late. */
    final Leaders trending = new Leaders(slot -> (float) trends[slot]);
    /** Which items are newest. */
    final Leaders newest =
            new Leaders(slot -> items[slot] == null ? Float.NEGATIVE_INFINITY : publishedAt[slot] / 1000f);

    @Nullable
    Tower tower;
    /** Rows of the tower's width. */
    private float[] towerRows = new float[0];

    /** @param mostBytes of vectors */
    ScenarioIndex(int mostBytes, @Nullable Tower tower) {
        this.mostBytes = mostBytes;
        this.tower = tower;
        slots.defaultReturnValue(-1);
    }

    boolean hasRoomFor(long key, @Nullable QuantizedVector vector) {
        int needed = slots.containsKey(key) || !free.isEmpty() ? end : end + 1;
        int width = dimension == 0 && vector != null ? vector.dimension() : dimension;
        return VectorTable.bytes(needed, width) <= mostBytes
                && (tower == null || (long) needed * tower.width() <= ItemIndex.MOST_BYTES);
    }

    void put(long key, IndexedItem item) {
        int slot = slots.get(key);
        if (slot < 0) {
            slot = free.isEmpty() ? end++ : free.popInt();
            slots.put(key, slot);
            ensureCapacity(slot + 1);
            keys[slot] = key;
            predecessors[slot] = new Predecessors();
            setCounts(slot, ItemCounts.NONE);
        }
        items[slot] = item;
        publishedAt[slot] = item.publishedAt();
        shownFrom[slot] = item.availableAt();
        shownUntil[slot] = item.expiresAt();
        newest.changed(slot);
        setVector(slot, item.vector());
        setTowerRow(slot);
    }

    void use(@Nullable Tower trained) {
        tower = trained;
        towerRows = new float[0];
        for (int slot = 0; slot < end; slot++) {
            setTowerRow(slot);
        }
    }

    private void setTowerRow(int slot) {
        @Nullable IndexedItem item = items[slot];
        if (tower == null || item == null) {
            return;
        }
        int width = tower.width();
        if (towerRows.length < (slot + 1) * width) {
            towerRows = Arrays.copyOf(towerRows, (int) Math.min((long) keys.length * width, ItemIndex.MOST_BYTES));
        }
        System.arraycopy(tower.item(keys[slot], item.vector()), 0, towerRows, slot * width, width);
    }

    /** @param user of the tower's width @return cosine of user and item */
    float towerCosine(int slot, float[] user) {
        float sum = 0;
        int from = slot * user.length;
        for (int k = 0; k < user.length; k++) {
            sum += user[k] * towerRows[from + k];
        }
        return sum;
    }

    void remove(long key) {
        int slot = slots.remove(key);
        if (slot >= 0) {
            links.removeSlot(predecessors[slot]);
            items[slot] = null;
            setVector(slot, null);
            trends[slot] = Double.NEGATIVE_INFINITY;
            publishedAt[slot] = Long.MIN_VALUE;
            shownUntil[slot] = Long.MIN_VALUE;
            trending.changed(slot);
            newest.changed(slot);
            free.add(slot);
        }
    }

    void visit(long key, long at, long[] after) {
        int slot = slots.get(key);
        if (slot < 0) {
            return;
        }
        setCounts(slot, counts[slot].visit(at));
        links.visit(slot, predecessors[slot], after);
    }

    long visits(long key) {
        return counts[slots.get(key)].all();
    }

    ItemMemory memory(long key) {
        int slot = slots.get(key);
        return links.memory(counts[slot], predecessors[slot]);
    }

    void restore(long key, ItemMemory memory) {
        int slot = slots.get(key);
        links.removeSlot(predecessors[slot]);
        setCounts(slot, memory.counts());
        for (int i = 0; i < memory.predecessors().length; i++) {
            links.add(slot, predecessors[slot], memory.predecessors()[i], memory.links()[i], memory.closeness()[i]);
        }
    }

    /** @return the slot of an item, or -1 */
    int slot(long key) {
        return slots.get(key);
    }

    /** @return whether the slot has an item that may be shown then, as far as it says itself */
    boolean isShown(int slot, long at) {
        return shownUntil[slot] > at && shownFrom[slot] <= at;
    }

    /** @return dot products with the vectors of all slots, in an array that the next call uses again; 0 for a slot without vector */
    float[] dots(QuantizedVector vector) {
        if (products.length < end) {
            products = new float[VectorTable.length(keys.length)];
        }
        if (vectors != null) {
            vectors.dots(vector, end, products);
        }
        return products;
    }

    float similarity(long key, QuantizedVector vector) {
        @Nullable IndexedItem item = items[slots.get(key)];
        return item == null || item.vector() == null ? 0 : item.vector().dot(vector);
    }

    /**
     * ln(count) + time / constant: two decayed counts compare by this number at any later moment, so the scan for what is trending needs
     * neither the clock nor an exponential.
     */
    private static double trend(ItemCounts counts) {
        return counts.all() == 0
                ? Double.NEGATIVE_INFINITY
                : Math.log(counts.day7()) + counts.at() / (ItemCounts.DAY_MS * TREND_DAYS);
    }

    private void setCounts(int slot, ItemCounts changed) {
        counts[slot] = changed;
        trends[slot] = trend(changed);
        trending.changed(slot);
        tamed[slot] = (float) Math.pow(Math.max(1, changed.all()), -VISITS_EXPONENT);
    }

    private void setVector(int slot, @Nullable QuantizedVector vector) {
        if (vectors == null && vector != null) {
            dimension = vector.dimension();
            vectors = new VectorTable(dimension);
            vectors.reserve(keys.length);
        }
        if (vectors != null) {
            vectors.set(slot, vector);
        }
    }

    private void ensureCapacity(int needed) {
        if (needed > keys.length) {
            int capacity = Math.max(needed, keys.length + keys.length / 2);
            items = Arrays.copyOf(items, capacity);
            keys = Arrays.copyOf(keys, capacity);
            counts = Arrays.copyOf(counts, capacity);
            predecessors = Arrays.copyOf(predecessors, capacity);
            trends = Arrays.copyOf(trends, capacity);
            tamed = Arrays.copyOf(tamed, capacity);
            publishedAt = Arrays.copyOf(publishedAt, capacity);
            shownFrom = Arrays.copyOf(shownFrom, capacity);
            shownUntil = Arrays.copyOf(shownUntil, capacity);
            if (vectors != null) {
                vectors.reserve(capacity);
            }
        }
    }
}
