package dev.tributary.replay.world;

import dev.tributary.schemas.Behavior;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The behaviors of all people from the start on, in time order and without end. Belongs to one thread. */
final class Life implements Iterator<Behavior> {
    private static final Duration BETWEEN_BEHAVIORS = Duration.ofSeconds(40);
    private static final double ENDS_AFTER_EACH = 0.15;
    private static final double OTHER_SCENARIO = 0.2;
    private static final double REVIEWED = 0.2;
    private static final Duration DAY = Duration.ofDays(1);
    private static final String[] DEVICES = {"phone", "tablet", "computer"};

    private final WorldSettings settings;
    private final Choice[] scenarios;
    private final Deeds deeds;
    private final PriorityQueue<Session> sessions =
            new PriorityQueue<>(Comparator.comparingLong((Session session) -> session.nextMillis)
                    .thenComparing(session -> session.person.id));

    /** @param scenarios the choice in each */
    Life(WorldSettings settings, Vocabulary vocabulary, Choice[] scenarios, Lots lots) {
        this.settings = settings;
        this.scenarios = scenarios;
        this.deeds = new Deeds(settings.seed(), vocabulary, lots.split());
        for (int i = 0; i < settings.users(); i++) {
            String id = String.format(Locale.ROOT, "u%05d", i + 1);
            String device = DEVICES[lots.below(DEVICES.length)];
            Person person = new Person(id, device, vocabulary.interests().size(), lots.split());
            sessions.add(new Session(person, arrival(person, i == 0)));
        }
    }

    private long arrival(Person person, boolean first) {
        long start = settings.start().toEpochMilli();
        if (first) {
            return start;
        }
        boolean late = person.lots.chance(settings.growing());
        return late ? start + (long) (person.lots.share() * settings.growth().toMillis()) : nextSession(start, person);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Behavior next() {
        Session session = sessions.remove();
        Behavior behavior = session.behave();
        session.moveOn();
        sessions.add(session);
        return behavior;
    }

    /** Of the times that a steady Poisson process offers, the first that the hour of the day lets pass: few at night, most in the evening. */
    private long nextSession(long after, Person person) {
        double perDay = settings.sessionsPerDay() * person.activity / Hours.MEAN;
        Duration between = Duration.ofMillis((long) (DAY.toMillis() / perDay));
        long next = after + person.lots.waitMillis(between);
        while (!person.lots.chance(Hours.weightAt(next))) {
            next += person.lots.waitMillis(between);
        }
        return next;
    }

    private final class Session {
        private final Person person;
        private long nextMillis;
        private int number;
        private int scenario;
        private int moment;
        private boolean isFresh = true;
        /** Taken in an earlier session, and reviewed as the next one begins. */
        private @Nullable Thing toReview;

        Session(Person person, long firstMillis) {
            this.person = person;
            this.nextMillis = firstMillis;
            begin();
        }

        private void begin() {
            number++;
            scenario = person.lots.below(scenarios.length);
            if (number > 1 && person.lots.chance(settings.drift())) {
                person.drift();
            }
            moment = person.moment();
        }

        Behavior behave() {
            Thing old = toReview;
            if (old != null && isFresh) {
                toReview = null;
                return deeds.behavior(person, Act.REVIEW, old, number, nextMillis);
            }
            Thing thing = scenarios[scenario].choose(person, moment, nextMillis, person.lots);
            Act act = Act.draw(thing.kind().id(), person.lots);
            if (act.taking()) {
                person.take(thing);
                toReview = person.lots.chance(REVIEWED) ? thing : toReview;
            }
            return deeds.behavior(person, act, thing, number, nextMillis);
        }

        void moveOn() {
            isFresh = person.lots.chance(ENDS_AFTER_EACH);
            if (isFresh) {
                nextMillis = nextSession(nextMillis, person);
                begin();
                return;
            }
            nextMillis += person.lots.waitMillis(BETWEEN_BEHAVIORS);
            if (person.lots.chance(OTHER_SCENARIO)) {
                scenario = person.lots.below(scenarios.length);
            }
        }
    }
}
