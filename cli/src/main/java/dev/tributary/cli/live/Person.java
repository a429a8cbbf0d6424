package dev.tributary.cli.live;

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
    private long profileRevision = -1;
    private long revision;
    private long askedRevision = -1;
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
        revision = Math.max(revision, list.revision());
        boolean newer = before == null || list.revision() >= before.revision();
        if (newer) {
            lists.put(list.scenario(), list);
        }
        return newer;
    }

    /** @return whether the text is no older than the one before */
    boolean describe(String text, long atRevision) {
        revision = Math.max(revision, atRevision);
        boolean newer = atRevision >= profileRevision;
        if (newer) {
            profile = text;
            profileRevision = atRevision;
        }
        return newer;
    }

    /** After an erasure: everything begins anew. */
    void forget() {
        lists.clear();
        behaviors.clear();
        profile = "";
        profileRevision = -1;
        revision = 0;
    }

    /** @return whether somebody should ask for the text now; a question without an answer is not repeated for a while */
    boolean wantsDescription(long nowNs) {
        boolean described = profile != null && profileRevision >= revision;
        boolean asked = askedRevision == revision && nowNs - askedNs < PATIENCE_NS;
        if (id.isEmpty() || described || asked || watchers.isEmpty()) {
            return false;
        }
        askedRevision = revision;
        askedNs = nowNs;
        return true;
    }

    @Nullable
    ShownBehavior newest() {
        return behaviors.peekFirst();
    }

    ShownPerson shown() {
        return new ShownPerson(id, revision, profile, List.copyOf(behaviors));
    }
}
