package dev.tributary.cli.live;

import dev.tributary.schemas.Recommendation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the job for what nobody has asked for yet: lists of a user who is looked at for the first time, the text profile behind new lists, and
 * whether an item just added can be found. Safe for use by many threads.
 */
final class Questions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final long PERIOD_MS = 250;
    private static final long PATIENCE_NS = 60_000_000_000L;
    /** As many as a request may want. */
    private static final int DEEP = 100;

    private static final int MOST_FOUND = 100;

    private final Acts acts;
    private final People people;
    private final Map<String, Sought> sought = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "questions");
        thread.setDaemon(true);
        return thread;
    });

    private final Newest<Found> found = new Newest<>(MOST_FOUND);

    /** @param rank among the first hundred, 0 if it is not known or not there */
    private record Found(Sought what, double ms, int rank) {}

    private record Sought(String item, String user, String scenario, long startedNs) {}

    Questions(Acts acts, People people) {
        this.acts = acts;
        this.people = people;
        var unused = clock.scheduleWithFixedDelay(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** Asks for the lists that are missing, on the clock's thread: a Kafka that is gone must not block the caller. */
    void arrived(String user) {
        clock.execute(() -> {
            if (people.scenarios().isEmpty()) {
                acts.ask(user, "", 0, Acts.Purpose.LIST, "");
            }
            people.missing(user).forEach(scenario -> acts.ask(user, scenario, 0, Acts.Purpose.LIST, ""));
        });
    }

    synchronized void find(String item, String user, String scenario, long startedNs) {
        sought.put(item, new Sought(item, user, scenario, startedNs));
    }

    private void tick() {
        try {
            for (String user : people.undescribed(System.nanoTime())) {
                acts.ask(user, "", 1, Acts.Purpose.PROFILE, "");
            }
            askForSought();
        } catch (RuntimeException failure) {
            LOG.info("A question could not be asked", failure); // the page says that Kafka is gone
        }
    }

    private synchronized void askForSought() {
        long now = System.nanoTime();
        sought.values().removeIf(item -> now - item.startedNs > PATIENCE_NS);
        sought.values().forEach(one -> acts.ask(one.user, one.scenario, 1, Acts.Purpose.FIND, one.item));
    }

    /** Takes in whether an item is there: once it is, asks where it stands. */
    void found(Recommendation list, String item, long nowNs) {
        Sought one = rank(list, item) == 0 ? null : take(sought, item);
        if (one != null) {
            remember(new Found(one, (nowNs - one.startedNs) / 1e6, 0));
            acts.ask(one.user, one.scenario, DEEP, Acts.Purpose.PLACE, item);
        }
    }

    /** Takes in where an item stands, and asks for the list anew. */
    void placed(Recommendation list, String item) {
        Found one = take(found, item);
        if (one != null) {
            Sought what = one.what;
            remember(new Found(what, one.ms, rank(list, item)));
            acts.ask(what.user, what.scenario, 0, Acts.Purpose.LIST, item);
        }
    }

    /** Tells where an item stands, once the list that may hold it is shown: before that nobody knows whether it is among what is shown. */
    void shown(Recommendation list, String item) {
        Found one = take(found, item);
        if (one != null) {
            int here = rank(list, item);
            int shown = ShownList.of(list).items().size();
            people.measured(
                    one.what.user,
                    new Measured(item, one.what.scenario, one.ms, here == 0 ? one.rank : here, shown, null));
        }
    }

    private synchronized void remember(Found one) {
        found.put(one.what.item, one);
    }

    private synchronized <T> @Nullable T take(Map<String, T> from, String item) {
        return from.remove(item);
    }

    private static int rank(Recommendation list, String item) {
        return list.getItems().stream()
                .filter(one -> one.getItemId().equals(item))
                .mapToInt(one -> one.getRank())
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
