package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.VectorTable;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of one shard, in memory, by scenario: finds and scores what a user may like. Exact: the text search scans every vector of the
 * scenario. For one thread.
 */
public final class ItemIndex {
    /** Most bytes of vectors of a scenario, for they lie in one array. */
    static final int MOST_BYTES = VectorTable.MOST_BYTES;

    private final int mostBytes;
    private @Nullable Tower tower;
    private final Map<String, ScenarioIndex> scenarios = new HashMap<>();
    private final Long2ObjectOpenHashMap<ScenarioIndex> home = new Long2ObjectOpenHashMap<>();

    public ItemIndex() {
        this(MOST_BYTES);
    }

    ItemIndex(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Sets what the signal {@link Signal#TOWER} comes from, in place of what was set before; by itself there is none. */
    public void use(@Nullable Tower trained) {
        tower = trained;
        scenarios.values().forEach(scenario -> scenario.use(trained));
    }

    /** @return whether the item can be put: its scenario has less than 2 GB of vectors, or the item replaces one of the same scenario */
    public boolean hasRoomFor(IndexedItem item) {
        return scenario(item).hasRoomFor(ItemKey.of(item.itemId()), item.vector());
    }

    private ScenarioIndex scenario(IndexedItem item) {
        return scenarios.computeIfAbsent(item.scenario(), scenario -> new ScenarioIndex(mostBytes, tower));
    }

    /**
     * Adds an item, or replaces it; what visits taught about it stays, unless it moves to another scenario.
     *
     * @throws IllegalStateException if there is no room for it
     */
    public void put(IndexedItem item) {
        long key = ItemKey.of(item.itemId());
        ScenarioIndex target = scenario(item);
        if (!target.hasRoomFor(key, item.vector())) {
            throw new IllegalStateException("Scenario '" + item.scenario() + "' has no room: an index holds "
                    + mostBytes + " bytes of its vectors at most. More subtasks share a larger catalog.");
        }
        ScenarioIndex before = home.put(key, target);
        if (before != null && before != target) {
            before.remove(key);
        }
        target.put(key, item);
    }

    /** @return whether the item was there */
    public boolean remove(String itemId) {
        long key = ItemKey.of(itemId);
        @Nullable ScenarioIndex index = home.remove(key);
        if (index != null) {
            index.remove(key);
        }
        return index != null;
    }

    /** @return whether the item is there */
    public boolean contains(long itemKey) {
        return home.containsKey(itemKey);
    }

    /** Counts a visit and links it with what came before; nothing happens for an unknown item. */
    public void visit(long itemKey, long at, long[] predecessors) {
        @Nullable ScenarioIndex index = home.get(itemKey);
        if (index != null) {
            index.visit(itemKey, at, predecessors);
        }
    }

    /** @return what visits taught about the item so far, or null for an unknown item */
    public @Nullable ItemMemory memory(long itemKey) {
        @Nullable ScenarioIndex index = home.get(itemKey);
        return index == null ? null : index.memory(itemKey);
    }

    /** @return what visits taught about the item, if it has just reached a multiple of {@code visits}; else null */
    public @Nullable ItemMemory memoryAfter(long itemKey, int visits) {
        @Nullable ScenarioIndex index = home.get(itemKey);
        return index == null || index.visits(itemKey) % visits != 0 ? null : index.memory(itemKey);
    }

    /** Sets what visits taught about an item; nothing happens for an unknown one. */
    public void restore(long itemKey, ItemMemory memory) {
        @Nullable ScenarioIndex index = home.get(itemKey);
        if (index != null) {
            index.restore(itemKey, memory);
        }
    }

    /**
     * Finds the items of highest score among those that the sources propose.
     *
     * @param perSource how many items each source may propose
     * @param limit how many to return, best first
     */
    public List<Candidate> best(Interest interest, Ranker ranker, int perSource, int limit) {
        @Nullable ScenarioIndex index = scenarios.get(interest.scenario());
        return index == null ? List.of() : new Retrieval(index, interest, ranker).best(perSource, limit);
    }

    /** Scores these items and no others, hidden ones left out; unknown ids and items of other scenarios are passed over. */
    public List<Candidate> score(Interest interest, Ranker ranker, List<String> itemIds, int limit) {
        @Nullable ScenarioIndex index = scenarios.get(interest.scenario());
        return index == null ? List.of() : new Retrieval(index, interest, ranker).among(itemIds, limit);
    }

    /**
     * Computes the signals of every item of the interest's scenario that may be shown, whatever the sources would propose: for evaluation
     * and training. Takes time in proportion to the scenario's items.
     *
     * @param visitor told of each item, in no particular order
     */
    public void signals(Interest interest, SignalVisitor visitor) {
        @Nullable ScenarioIndex index = scenarios.get(interest.scenario());
        if (index != null) {
            new SlotSignals(index, interest).all(visitor);
        }
    }

    /** Computes the signals of these items only; hidden ones, unknown ones and those of other scenarios are passed over. */
    public void signals(Interest interest, long[] itemKeys, SignalVisitor visitor) {
        @Nullable ScenarioIndex index = scenarios.get(interest.scenario());
        if (index != null) {
            new SlotSignals(index, interest).among(itemKeys, visitor);
        }
    }

    /** @return cosine of a vector with the item's text; 0 for an item that is unknown or without text */
    public float similarity(long itemKey, QuantizedVector vector) {
        @Nullable ScenarioIndex index = home.get(itemKey);
        return index == null ? 0 : index.similarity(itemKey, vector);
    }

    public int size() {
        return home.size();
    }

    /** Told of one item at a time. */
    @FunctionalInterface
    public interface SignalVisitor {
        /** @param signals by {@link Signal#ordinal()}; the array is used again, so copy what must last */
        void visit(long itemKey, float[] signals);
    }
}
