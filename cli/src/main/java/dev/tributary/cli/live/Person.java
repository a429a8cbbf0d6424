package dev.tributary.cli.live;

import dev.tributary.schemas.Revision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is held of one user: the newest list of each scenario, recent behaviors, the text profile. Guarded by {@link People}. */
final class Person {
    private static final int MOST_BEHAVIORS = 30;
    private static final long PATIENCE_NS = 3_000_000_000L;

    final String id;
    final Map<String, ShownList> lists = new TreeMap<>();
    final Set<Watcher> watchers = new LinkedHashSet<>();
    private final Deque<ShownBehavior> behaviors = new ArrayDeque<>();
    private @Nullable String profile;
    private @Nullable Revision described;
    private Revision newest = Revision.NONE;
    private @Nullable Revision askedAt;
    private long askedNs;

    Person(String id) {
        this.id = id;
    }

    void did(ShownBehavior behavior) {
        behaviors.addFirst(behavior);
        if (behaviors.size() > MOST_BEHAVIORS) {
            behaviors.removeLast();
        }
    }

    /** @return whether the list is no older than the one before */
    boolean show(ShownList list) {
        ShownList before = lists.get(list.scenario());
        learn(list.knows());
        boolean newer = before == null || list.knows().isAtLeast(before.knows());
        if (newer) {
            lists.put(list.scenario(), list);
        }
        return newer;
    }

    /** @return whether the text is no older than the one before */
    boolean describe(String text, Revision revision) {
        learn(revision);
        boolean newer = described == null || revision.isAtLeast(described);
        if (newer) {
            profile = text;
            described = revision;
        }
        return newer;
    }

    private void learn(Revision revision) {
        newest = revision.isAtLeast(newest) ? revision : newest;
    }

    /** After an erasure: everything begins anew. */
    void forget() {
        lists.clear();
        behaviors.clear();
        profile = "";
        described = null;
        newest = Revision.NONE;
    }

    /** @return whether somebody should ask for the text now; a question without an answer is not repeated for a while */
    boolean wantsDescription(long nowNs) {
        boolean isDescribed = described != null && described.isAtLeast(newest);
        boolean asked = newest.equals(askedAt) && nowNs - askedNs < PATIENCE_NS;
        if (id.isEmpty() || isDescribed || asked || watchers.isEmpty()) {
            return false;
        }
        askedAt = newest;
        askedNs = nowNs;
        return true;
    }

    ShownPerson shown() {
        return new ShownPerson(id, newest.number(), profile, List.copyOf(behaviors));
    }
}
