package dev.tributary.replay.world;

import java.util.List;

/**
 * Which item somebody turns to: the one with the highest {@code match × popularity × noise}, where the noise is one over an exponential variable. Its
 * maximum falls on each item with a probability in proportion to {@code match × popularity}, so that one draw by weight does.
 */
final class Choice {
    /** Match of an item about the interest of the moment. */
    static final double MOMENT = 1;
    /** The same of another interest of this user, times its weight for the user. */
    static final double OWN = 0.2;
    /** The same of an interest in the field of the moment's interest. */
    static final double FIELD = 0.02;
    /** The same of anything else. */
    static final double OTHER = 0.002;
    /** Factor for what the user has already, where that is used up and bought again. */
    static final double AGAIN = 5;

    private final List<Thing> things;
    private final boolean[][] sameField;
    private final double[] weights;

    /** @param sameField by two interests */
    Choice(List<Thing> things, boolean[][] sameField) {
        this.things = things;
        this.sameField = sameField;
        this.weights = new double[things.size()];
    }

    /** @return never what is not published yet; what the user has only where it is used up, or where there is nothing else */
    Thing choose(Person person, int moment, long now, Lots lots) {
        boolean any = false;
        for (int i = 0; i < weights.length; i++) {
            Thing thing = things.get(i);
            weights[i] = thing.publishedMillis() > now ? 0 : weight(thing, person, moment);
            any |= weights[i] > 0;
        }
        return any ? things.get(lots.weighted(weights, weights.length)) : things.get(lots.below(weights.length));
    }

    private double weight(Thing thing, Person person, int moment) {
        double weight = match(thing.interest(), person, moment) * thing.popularity();
        if (!person.has(thing)) {
            return weight;
        }
        return thing.isConsumed() ? AGAIN * weight : 0;
    }

    private double match(int interest, Person person, int moment) {
        if (interest == moment) {
            return MOMENT;
        }
        double base = sameField[interest][moment] ? FIELD : OTHER;
        return Math.max(base, OWN * person.weightOf(interest));
    }
}
