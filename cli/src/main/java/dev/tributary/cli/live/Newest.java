package dev.tributary.cli.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A map by text that lets go of what was not looked at for longest. For one thread. */
final class Newest<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Newest(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }

    /** Lets go of the oldest entry that may go, where there is one more than allowed. */
    void shrink(int allowed, Predicate<V> mayGo) {
        var entries = entrySet().iterator();
        while (size() > allowed && entries.hasNext()) {
            if (mayGo.test(entries.next().getValue())) {
                entries.remove();
            }
        }
    }
}
