package dev.tributary.cli.live;

import dev.tributary.schemas.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The users seen lately, as many as memory is set aside for; those that somebody watches stay. Safe for use by many threads. */
final class People {
    static final int MOST = 500;

    /** Bounded by {@link #MOST} and by who is watched, not by its own limit. */
    private final Newest<Person> people = new Newest<>(Integer.MAX_VALUE);

    private final Newest<ShownBehavior> active = new Newest<>(12);
    private final Set<String> scenarios = new ConcurrentSkipListSet<>();

    synchronized void did(String user, ShownBehavior behavior) {
        Person person = person(user);
        person.did(behavior);
        active.put(user, behavior);
        tell(person);
    }

    synchronized void show(ShownList list) {
        scenarios.add(list.scenario());
        Person person = person(list.user());
        if (person.show(list)) {
            person.watchers.forEach(watcher -> watcher.changed(list));
        }
    }

    synchronized void describe(String user, String text, Revision revision) {
        Person person = person(user);
        if (person.describe(text, revision)) {
            tell(person);
        }
    }

    synchronized void measured(String user, Measured result) {
        person(user).watchers.forEach(watcher -> watcher.measured(result));
    }

    synchronized void forget(String user) {
        Person person = people.get(user);
        if (person != null) {
            person.forget();
            active.remove(user);
            tell(person);
        }
    }

    private static void tell(Person person) {
        if (!person.watchers.isEmpty()) {
            ShownPerson shown = person.shown();
            person.watchers.forEach(watcher -> watcher.changed(shown));
        }
    }

    /** @return a watcher that is told at once what is known already */
    synchronized Watcher watch(String user) {
        var watcher = new Watcher(user);
        Person person = person(user);
        person.watchers.add(watcher);
        watcher.changed(person.shown());
        person.lists.values().forEach(watcher::changed);
        return watcher;
    }

    synchronized void leave(Watcher watcher) {
        Person person = people.get(watcher.user());
        if (person != null) {
            person.watchers.remove(watcher);
        }
    }

    synchronized boolean isWatched(String user) {
        // not by get, for that counts as looked at
        return people.containsKey(user) && !person(user).watchers.isEmpty();
    }

    /** @return users that are watched, whose text is older than their lists, and about whom nobody has asked just now */
    synchronized List<String> undescribed(long nowNs) {
        return people.values().stream()
                .filter(person -> person.wantsDescription(nowNs))
                .map(person -> person.id)
                .toList();
    }

    /** @return scenarios of which the user has no list yet */
    synchronized Set<String> missing(String user) {
        Set<String> missing = new TreeSet<>(scenarios);
        missing.removeAll(person(user).lists.keySet());
        return missing;
    }

    /** @return scenarios that have had a list */
    List<String> scenarios() {
        return List.copyOf(scenarios);
    }

    /** Makes scenarios known before their first list. */
    void expect(List<String> ids) {
        scenarios.addAll(ids);
    }

    /** @return who acted last, newest first */
    synchronized List<ActiveUser> active() {
        var newestFirst = new ArrayList<ActiveUser>();
        active.forEach((user, behavior) -> newestFirst.add(0, new ActiveUser(user, behavior)));
        return newestFirst;
    }

    /** @return held users whose id contains the text, at most so many */
    synchronized List<String> find(String text, int most) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return people.keySet().stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).contains(wanted))
                .sorted()
                .limit(most)
                .toList();
    }

    synchronized int held() {
        return people.size();
    }

    private Person person(String user) {
        @Nullable Person known = people.get(user);
        if (known != null) {
            return known;
        }
        var person = new Person(user);
        people.put(user, person);
        people.shrink(MOST, held -> held.watchers.isEmpty() && held != person);
        return person;
    }
}
