package dev.tributary.models.interest;

import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2DoubleMaps;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Directed co-visitation of one scenario's items: how many visits of a slot came shortly after a visit of another item.
 *
 * <p>Only "after" is kept: on the data sets of {@code docs/evaluation.md} it predicts better than counting both directions, and a visit
 * then concerns its own item alone. Each slot keeps at most {@value #LIMIT} predecessors, the most frequent ones. For one thread.
 */
final class Links {
    static final int LIMIT = 256;

    private final Long2ObjectOpenHashMap<Int2DoubleOpenHashMap> followers = new Long2ObjectOpenHashMap<>();

    void add(int slot, LongArrayList predecessorsOfSlot, long predecessor, float visits) {
        var slots = followers.computeIfAbsent(predecessor, key -> new Int2DoubleOpenHashMap(2));
        if (!slots.containsKey(slot)) {
            predecessorsOfSlot.add(predecessor);
        }
        slots.addTo(slot, visits);
        if (predecessorsOfSlot.size() >= 2 * LIMIT) {
            prune(slot, predecessorsOfSlot);
        }
    }

    /** @return visits of each slot after a visit of the item; empty if none */
    Int2DoubleMap after(long predecessor) {
        @Nullable Int2DoubleOpenHashMap slots = followers.get(predecessor);
        return slots == null ? Int2DoubleMaps.EMPTY_MAP : slots;
    }

    float count(int slot, long predecessor) {
        return (float) after(predecessor).get(slot);
    }

    void removeSlot(int slot, LongArrayList predecessorsOfSlot) {
        predecessorsOfSlot.forEach(predecessor -> remove(slot, predecessor));
        predecessorsOfSlot.clear();
    }

    private void remove(int slot, long predecessor) {
        @Nullable Int2DoubleOpenHashMap slots = followers.get(predecessor);
        if (slots != null) {
            slots.remove(slot);
            if (slots.isEmpty()) {
                followers.remove(predecessor);
            }
        }
    }

    private void prune(int slot, LongArrayList predecessorsOfSlot) {
        long[] keys = predecessorsOfSlot.toLongArray();
        var counts = new float[keys.length];
        for (int i = 0; i < keys.length; i++) {
            counts[i] = count(slot, keys[i]);
        }
        float[] sorted = counts.clone();
        Arrays.sort(sorted);
        float least = sorted[sorted.length - LIMIT];
        int ofLeast = 0; // how many of the least frequent stay
        for (int i = sorted.length - LIMIT; i < sorted.length && sorted[i] == least; i++) {
            ofLeast++;
        }
        var kept = new boolean[keys.length];
        // from the end: among equals, the latest links are kept
        for (int i = keys.length - 1; i >= 0; i--) {
            kept[i] = counts[i] > least || (counts[i] == least && ofLeast-- > 0);
        }
        predecessorsOfSlot.clear();
        for (int i = 0; i < keys.length; i++) {
            if (kept[i]) {
                predecessorsOfSlot.add(keys[i]);
            } else {
                remove(slot, keys[i]);
            }
        }
    }
}
