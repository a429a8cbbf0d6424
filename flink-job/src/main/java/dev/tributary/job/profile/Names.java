package dev.tributary.job.profile;

import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import java.util.ArrayList;
import java.util.List;

/**
 * One object for each name that comes again and again: scenarios, actions, categories. To compare two of them is then mostly to see that they
 * are the same object, as long as the profiles that hold them stay in memory. For one thread.
 */
final class Names {
    /** When there are so many, all are forgotten: then they are no names that come again. */
    static final int MOST = 10_000;

    private final ObjectOpenHashSet<String> names = new ObjectOpenHashSet<>();

    String one(String name) {
        if (names.size() >= MOST) {
            names.clear();
        }
        return names.addOrGet(name);
    }

    List<String> each(List<String> all) {
        var ones = new ArrayList<String>(all.size());
        for (String name : all) {
            ones.add(one(name));
        }
        return ones;
    }
}
