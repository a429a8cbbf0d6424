package dev.tributary.job.state;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;

/**
 * A value per key, of which those used last are in memory. A change is written when its key must leave memory, for there is room for a fixed
 * number only, and with {@link #writeAll}, after which a key that was not used since the time before leaves too. That a key has no value is
 * remembered likewise: nobody else writes the state, so it stays true until {@link #update}. For one thread.
 *
 * @param <V> never changed by whoever has it
 */
public final class WriteBehindValue<V> {
    private final ValueState<V> state;
    private final KeyContext keys;
    private final int capacity;
    /** The one used longest ago first. */
    private final LinkedHashMap<Object, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);
    /**
     * Keys that have no value, and whether they were used since {@link #writeAll}; the one used longest ago first. Apart from the others, for
     * many strangers must not drive out those who have a value, which costs more to bring back.
     */
    private final LinkedHashMap<Object, Boolean> absent = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param capacity how many keys with a value are in memory at most, and how many that have none; 0: none, every change is written and every
     *     value read at once
     */
    public WriteBehindValue(ValueState<V> state, KeyContext keys, int capacity) {
        this.state = state;
        this.keys = keys;
        this.capacity = capacity;
    }

    /** @return of the present key; null if there is none */
    public @Nullable V value() throws IOException {
        Object present = keys.getCurrentKey();
        Held<V> known = held.get(present);
        if (known != null) {
            known.used = true;
            return known.value;
        }
        if (absent.replace(present, true) != null) {
            return null;
        }
        V stored = state.value();
        if (stored == null) {
            holdAbsent(present);
        } else {
            hold(new Held<>(stored, false));
        }
        return stored;
    }

    /** Of the present key. */
    public void update(V value) throws IOException {
        Held<V> known = held.get(keys.getCurrentKey());
        if (known == null) {
            absent.remove(keys.getCurrentKey());
            hold(new Held<>(value, true));
        } else {
            known.value = value;
            known.used = true;
            known.changed = true;
        }
    }

    /** Of the present key: nothing of it is left, in memory or in state. */
    public void clear() {
        held.remove(keys.getCurrentKey());
        absent.remove(keys.getCurrentKey());
        state.clear();
    }

    /** Writes every change; leaves another key set, or none. */
    public void writeAll() throws IOException {
        for (var all = held.entrySet().iterator(); all.hasNext(); ) {
            var next = all.next();
            write(next.getKey(), next.getValue());
            if (!next.getValue().used) {
                all.remove();
            }
            next.getValue().used = false;
        }
        absent.values().removeIf(used -> !used);
        absent.replaceAll((key, used) -> false);
    }

    private void hold(Held<V> value) throws IOException {
        Object present = keys.getCurrentKey();
        held.put(present, value);
        if (held.size() > capacity) {
            var oldest = held.entrySet().iterator();
            var leaving = oldest.next();
            oldest.remove();
            write(leaving.getKey(), leaving.getValue());
            keys.setCurrentKey(present);
        }
    }

    private void holdAbsent(Object key) {
        absent.put(key, true);
        if (absent.size() > capacity) {
            var oldest = absent.entrySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void write(Object key, Held<V> value) throws IOException {
        if (value.changed) {
            keys.setCurrentKey(key);
            state.update(value.value);
            value.changed = false;
        }
    }

    private static final class Held<V> {
        private V value;
        private boolean changed;
        private boolean used = true;

        private Held(V value, boolean changed) {
            this.value = value;
            this.changed = changed;
        }
    }
}
