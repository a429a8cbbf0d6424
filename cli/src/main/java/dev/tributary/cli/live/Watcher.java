package dev.tributary.cli.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reader of one user. Changes that come faster than they are taken replace each other, so that a slow reader costs no memory. Safe for use by
 * many threads.
 */
public final class Watcher {
    private static final int MOST_MEASURED = 100;

    private final String user;
    private final Map<String, ShownList> lists = new LinkedHashMap<>();
    private final Deque<Measured> measured = new ArrayDeque<>();
    private @Nullable ShownPerson person;

    Watcher(String user) {
        this.user = user;
    }

    String user() {
        return user;
    }

    /** What changed since it was asked last. */
    public record News(@Nullable ShownPerson person, List<ShownList> lists, List<Measured> measured) {}

    synchronized void changed(ShownPerson now) {
        person = now;
        notifyAll();
    }

    synchronized void changed(ShownList list) {
        lists.put(list.scenario(), list);
        notifyAll();
    }

    synchronized void measured(Measured result) {
        measured.addLast(result);
        if (measured.size() > MOST_MEASURED) {
            measured.removeFirst();
        }
        notifyAll();
    }

    /** Waits until there is something to tell, or the time is over. */
    public synchronized News await(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (person == null && lists.isEmpty() && measured.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        var news = new News(person, new ArrayList<>(lists.values()), new ArrayList<>(measured));
        person = null;
        lists.clear();
        measured.clear();
        return news;
    }
}
